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
    private readonly ConcurrentDictionary<string, Playbook> _first = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, KnownPlaybook> _all = new(StringComparer.Ordinal);

    /// <summary>The targets of a playbook that is known; null of another.</summary>
    internal ImmutableArray<TargetDeclaration>? TargetsOf(Source source) => _first.TryGetValue(source.Name, out var known) ? known.Targets : null;

    /// <param name="bound">What the run calls its targets; null: as it does itself.</param>
    internal KnownPlaybook? Find(Source source, IReadOnlyDictionary<string, string>? bound) =>
        TargetsOf(source) is { } targets && _all.TryGetValue(Key(source, targets, bound), out var known) && known.Read.Playbook.Source.Text == source.Text
            ? known
            : null;

    internal void Keep(KnownPlaybook known)
    {
        var playbook = known.Read.Playbook;
        _first.TryAdd(playbook.Source.Name, playbook);
        _all.TryAdd(Key(playbook.Source, playbook.Targets, playbook.BoundTargets), known);
    }

    private static string Key(Source source, ImmutableArray<TargetDeclaration> targets, IReadOnlyDictionary<string, string>? bound) =>
        string.Join('\0', targets.Select(target => bound?[target.Name] ?? target.Name).Prepend(source.Name));
}
