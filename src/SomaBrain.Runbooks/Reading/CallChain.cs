using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

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
    private readonly int[] _calls;

    private CallChain(IPlaybooks playbooks, ImmutableArray<(string Identity, string Name)> above, int[] calls) =>
        (_playbooks, _above, _calls) = (playbooks, above, calls);

    public static CallChain Of(IPlaybooks playbooks, Source first) => new(playbooks, [(playbooks.Identity(first), first.Name)], [0]);

    /// <summary>The callee, and the chain with it; null when a diagnostic was left.</summary>
    public (Source Source, CallChain Chain)? Open(MappedText path, Source caller, DiagnosticBag problems)
    {
        if (_above.Length > Deepest)
        {
            problems.Add(Problems.TooManyCalls(path.Whole, $"more than {Deepest} playbooks call each other in a row"));
            return null;
        }

        if (++_calls[0] > Most)
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

        return (source, new(_playbooks, _above.Add((identity, source.Name)), _calls));
    }
}
