using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Targets.Facts;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>
/// What may not happen to a target while a run lasts (language.md §2): another server never, another role or a lost connection
/// only when a step said so. A step that only reads may find out; no write goes on after it.
/// </summary>
/// <param name="connected">Told of each target when it first answers, and when its role or timeline became another.</param>
internal sealed class TargetGuard(Action<JournalEvent> connected)
{
    private readonly Dictionary<string, (Fingerprint Fingerprint, TargetFacts Facts)> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Diagnostic> _lost = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _changing = new(StringComparer.Ordinal);
    private (SessionTarget? Target, TargetFacts? Facts, int Changing) _right;

    public void Expect(string target, ServerChange change)
    {
        if (change.HasFlag(ServerChange.Recovery))
        {
            _changing[target] = _changing.GetValueOrDefault(target) + 1;
        }
    }

    /// <summary>How often a step was to change the role of a target; more than once where a loop does it.</summary>
    public int Changes(string target) => _changing.GetValueOrDefault(target);

    public void Lose(string target, string server) => _lost.TryAdd(target, Problems.SessionLost(target, server));

    /// <summary>Why no write may go on; null when it may.</summary>
    public Diagnostic? Lost(string target) => _lost.GetValueOrDefault(target);

    /// <summary>Whether what a kept session knows of its server is too old to rely on: a standby is promoted under it.</summary>
    public bool MustSee(SessionTarget target, bool writes) =>
        _changing.ContainsKey(target.Name) || (writes && target.Requirements.Any(requirement => requirement.Role == ServerRole.Standby));

    /// <summary>A kept session whose server has become another, unannounced.</summary>
    public Diagnostic? Changed(SessionTarget target, SqlSession session)
    {
        var now = (target, session.Facts, _changing.Count);
        if (now == _right)
        {
            return null; // nothing was learnt since it was looked at
        }

        var wrong = Wrong(target, session.Facts.Database, session.Facts, session.Server.Address.ToString());
        _right = wrong is null ? now : _right;
        return wrong is null ? null : Problems.RoleChanged(wrong);
    }

    /// <summary>Checks who answers a new connection.</summary>
    public Diagnostic? Check(SessionTarget target, string? database, TargetFacts facts, string server)
    {
        var wrong = Wrong(target, database, facts, server);
        if (_known.TryGetValue(target.Name, out var before))
        {
            if (before.Fingerprint.Compare(Fingerprint.Of(facts) with { Database = before.Fingerprint.Database }, target.Name, server) is { } another)
            {
                return another;
            }

            if (wrong is not null)
            {
                return before.Facts.InRecovery == facts.InRecovery ? wrong : Problems.RoleChanged(wrong);
            }

            Note(target.Name, facts, server);
            return null;
        }

        wrong = Both(wrong, target.IsLocal && !LocalServer.IsHere(facts) ? Problems.TargetNotLocal(target.Name, server) : null);
        wrong ??= _known.Select(other => Fingerprint.Distinct(target.Name, facts, other.Key, other.Value.Facts)).FirstOrDefault(same => same is not null);
        if (wrong is null)
        {
            _known.Add(target.Name, (Fingerprint.Of(facts), facts));
            Tell(target.Name, facts, server);
        }

        return wrong;
    }

    /// <summary>Records a role or a timeline that is another than before.</summary>
    public void Note(string target, TargetFacts facts, string server)
    {
        if (_known.TryGetValue(target, out var before) && (before.Facts.InRecovery, before.Facts.Timeline) != (facts.InRecovery, facts.Timeline))
        {
            _known[target] = (before.Fingerprint, facts);
            Tell(target, facts, server);
        }
    }

    /// <summary>All that it is and must not be, as one.</summary>
    private Diagnostic? Wrong(SessionTarget target, string? database, TargetFacts facts, string server) => target.Requirements
        .Select(requirement => database is null ? requirement : requirement with { Database = null })
        .Select(requirement => _changing.ContainsKey(target.Name) ? requirement with { Role = ServerRole.Any } : requirement)
        .SelectMany(requirement => requirement.Check(facts, server))
        .Aggregate((Diagnostic?)null, Both);

    private static Diagnostic? Both(Diagnostic? all, Diagnostic? one) => all is null ? one
        : one is null || all.Message.Contains(one.Message, StringComparison.Ordinal) ? all
        : all with { Message = $"{all.Message}; {one.Message}", Hint = $"{all.Hint}; {one.Hint}" };

    private void Tell(string target, TargetFacts facts, string server) => connected(new JournalEvent.TargetConnected(
        target,
        facts.Database,
        facts.SessionUser,
        facts.SystemIdentifier ?? "",
        facts.Timeline ?? 0,
        facts.VersionNumber,
        facts.InRecovery,
        facts.BackendPid)
    {
        Address = server,
    });
}
