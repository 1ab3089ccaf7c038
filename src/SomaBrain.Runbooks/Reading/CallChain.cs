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
    private readonly CallChain? _caller;
    private readonly CallChain _first;
    private readonly SourceSpan? _call;
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    private int _nodes;
    private (int Calls, int Nodes, int Height) _below;

    private CallChain(IPlaybooks playbooks, ImmutableArray<(string Identity, string Name)> above, CallChain? caller, SourceSpan? call)
    {
        (_playbooks, _above, _caller, _call) = (playbooks, above, caller, call);
        (_first, Known) = caller is null ? (this, null) : (caller._first, caller.Known);
    }

    /// <summary>Playbooks that need not be read again.</summary>
    public KnownPlaybooks? Known { get; private init; }

    public static CallChain Of(IPlaybooks playbooks, Source first, KnownPlaybooks? known = null) =>
        new(playbooks, [(playbooks.Identity(first), first.Name)], null, null) { Known = known };

    /// <summary>The callee, and the chain with it; null when a diagnostic was left.</summary>
    public (Source Source, CallChain Chain)? Open(MappedText path, Source caller, DiagnosticBag problems)
    {
        if (_above.Length > Deepest)
        {
            problems.Add(Problems.TooManyCalls(path.Whole, $"more than {Deepest} playbooks call each other in a row"));
            return null;
        }

        Count(1, 0, 1);
        if (_first._below.Calls > Most)
        {
            problems.Add(Problems.TooManyCalls(path.Whole, $"there are more than {Most} calls, those of the called playbooks included"));
            return null;
        }

        if (string.IsNullOrWhiteSpace(path.Content))
        {
            problems.Add(Problems.CalleeNotReadable(path.Whole, "", ""));
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

        return (source, new(_playbooks, _above.Add((identity, source.Name)), this, path.Whole));
    }

    /// <summary>Whether a playbook of so many keys and values can be read: all that are called have room for as many as one file.</summary>
    public bool HasRoom(int nodes, DiagnosticBag problems)
    {
        _nodes = nodes;
        _caller?.Count(0, nodes, 0);
        if (_call is null || _first._below.Nodes <= YamlLimits.Nodes)
        {
            return true;
        }

        problems.Add(Problems.TooManyCalls(_call, $"the called playbooks have more than {YamlLimits.Nodes} keys and values, counted each time one is called"));
        return false;
    }

    /// <summary>
    /// Whether a known playbook can stand at the end of this chain as it is; it counts as read then. No step may be twice in all that the
    /// first one comes to: lint tells what is known before a step, whichever call it is in.
    /// </summary>
    internal bool HasRoom(KnownPlaybook known)
    {
        var all = _first._below;
        if (_above.Length + known.Height > Deepest + 1 || all.Calls + known.Calls > Most || all.Nodes + known.Nodes > YamlLimits.Nodes
            || known.Files.Any(_first._files.Contains))
        {
            return false;
        }

        _first._files.UnionWith(known.Files);
        Count(known.Calls, 0, known.Height);
        _caller?.Count(0, known.Nodes, 0);
        return true;
    }

    /// <summary>Keeps the playbook at the end of the chain for others.</summary>
    internal void Keep(ReadPlaybook read)
    {
        _first._files.Add(read.Playbook.Source.Name);
        Known?.Keep(new(read, _below.Calls, _nodes + _below.Nodes, _below.Height));
    }

    /// <summary>Here and for all above.</summary>
    private void Count(int calls, int nodes, int height)
    {
        for (var chain = this; chain is not null; (chain, height) = (chain._caller, height + 1))
        {
            chain._below = (chain._below.Calls + calls, chain._below.Nodes + nodes, Math.Max(chain._below.Height, height));
        }
    }
}
