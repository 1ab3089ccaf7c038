using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>The playbooks that call each other, down to the one that is read now. Ends what would never end.</summary>
public sealed class CallChain
{
    /// <summary>Calls that stand in each other.</summary>
    public const int Deepest = 8;

    /// <summary>Calls of a playbook, those of its callees included.</summary>
    public const int Most = 500;

    private readonly IPlaybooks _playbooks;
    private readonly ImmutableArray<(string Identity, string Name)> _above;
    private readonly Sum _sum;
    private SourceSpan? _call;

    private CallChain(IPlaybooks playbooks, ImmutableArray<(string Identity, string Name)> above, Sum sum) =>
        (_playbooks, _above, _sum) = (playbooks, above, sum);

    public static CallChain Of(IPlaybooks playbooks, Source first) => new(playbooks, [(playbooks.Identity(first), first.Name)], new());

    /// <summary>The callee, and the chain with it; null when a diagnostic was left.</summary>
    public (Source Source, CallChain Chain)? Open(MappedText path, Source caller, DiagnosticBag problems)
    {
        if (_above.Length > Deepest)
        {
            problems.Add(Problems.TooManyCalls(path.Whole, $"more than {Deepest} playbooks call each other in a row"));
            return null;
        }

        if (++_sum.Calls > Most)
        {
            problems.Add(Problems.TooManyCalls(path.Whole, $"there are more than {Most} calls, those of the called playbooks included"));
            return null;
        }

        if (_playbooks.Open(path, caller, problems) is not { } source)
        {
            return null;
        }

        var identity = _playbooks.Identity(source);
        if (_above.Any(one => one.Identity == identity))
        {
            problems.Add(Problems.CallCycle(path.Whole, [.. _above.SkipWhile(one => one.Identity != identity).Select(one => one.Name), source.Name]));
            return null;
        }

        return (source, new(_playbooks, _above.Add((identity, source.Name)), _sum) { _call = path.Whole });
    }

    /// <summary>Whether a playbook of so many keys and values can be read: all that are called have room for as many as one file.</summary>
    public bool HasRoom(int nodes, DiagnosticBag problems)
    {
        if (_call is null || (_sum.Nodes += nodes) <= YamlLimits.Nodes)
        {
            return true;
        }

        problems.Add(Problems.TooManyCalls(_call, $"the called playbooks have more than {YamlLimits.Nodes} keys and values, counted each time one is called"));
        return false;
    }

    /// <summary>Of all calls of the first playbook.</summary>
    private sealed class Sum
    {
        public int Calls { get; set; }

        public int Nodes { get; set; }
    }
}
