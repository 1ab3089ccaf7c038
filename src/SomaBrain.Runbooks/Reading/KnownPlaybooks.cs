using System.Collections.Concurrent;
using System.Collections.Immutable;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Reading;

/// <summary>
/// Playbooks that were read and had no problem, so that each is read once, however many call it. For who looks at many playbooks and
/// runs none: the path of a step begins at the file that it stands in, not at the playbook that was read first. Several threads may ask.
/// </summary>
public sealed class KnownPlaybooks
{
    private readonly ConcurrentDictionary<string, ImmutableArray<TargetDeclaration>> _targets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string File, string Targets), KnownPlaybook> _all = new();

    /// <summary>The targets of a playbook that is known; null of another.</summary>
    internal ImmutableArray<TargetDeclaration>? TargetsOf(Source source) => _targets.TryGetValue(source.Name, out var targets) ? targets : null;

    /// <param name="bound">What the run calls its targets; null: as it does itself.</param>
    internal KnownPlaybook? Find(Source source, IReadOnlyDictionary<string, string>? bound) =>
        TargetsOf(source) is { } targets && _all.TryGetValue((source.Name, Key(targets, bound)), out var known) && known.Read.Playbook.Source.Text == source.Text
            ? known
            : null;

    internal void Keep(KnownPlaybook known)
    {
        var playbook = known.Read.Playbook;
        _targets.TryAdd(playbook.Source.Name, playbook.Targets);
        _all.TryAdd((playbook.Source.Name, Key(playbook.Targets, playbook.BoundTargets)), known);
    }

    private static string Key(ImmutableArray<TargetDeclaration> targets, IReadOnlyDictionary<string, string>? bound) =>
        string.Join(',', targets.Select(target => bound?[target.Name] ?? target.Name));
}
