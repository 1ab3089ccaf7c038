using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;

namespace SomaBrain.Runbooks.Reading;

/// <summary>Vars are computed at first use, one through the other: that must come to an end, and soon.</summary>
internal sealed class VarOrder(ImmutableSortedDictionary<string, Template> vars, DiagnosticBag problems)
{
    private const int Deepest = 50;

    private readonly Dictionary<string, int> _heights = new(StringComparer.Ordinal);
    private readonly List<string> _above = [];

    public static void Check(ImmutableSortedDictionary<string, Template> vars, DiagnosticBag problems)
    {
        var order = new VarOrder(vars, problems);
        foreach (var name in vars.Keys)
        {
            order.Height(name);
        }
    }

    /// <summary>How many vars stand on top of each other; each problem is told once.</summary>
    private int Height(string name)
    {
        if (_heights.TryGetValue(name, out var known))
        {
            return known;
        }

        var height = 0;
        _above.Add(name);
        foreach (var reference in vars[name].References.Where(reference => reference.Path is ["vars", var next, ..] && vars.ContainsKey(next)))
        {
            var next = reference.Path[1];
            if (_above.IndexOf(next) is >= 0 and var from)
            {
                problems.Add(Problems.VarCycle(reference.Span, _above.Skip(from).Append(next)));
                continue;
            }

            height = Math.Max(height, _above.Count > Deepest ? Deepest : Height(next));
            if (height == Deepest)
            {
                problems.Add(Problems.VarsTooDeep(reference.Span, name, Deepest));
                height = 0;
            }
        }

        _above.RemoveAt(_above.Count - 1);
        _heights[name] = height + 1;
        return height + 1;
    }
}
