using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps.Targets.Connecting;
using SomaBrain.Runbooks.Steps.Targets.Facts;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>
/// The sessions of a run: one per target and database, opened at first use and kept. Who answers is checked at each connect:
/// role, version, database, and that it is still the same server (language.md §2).
/// </summary>
/// <param name="connected">Told of each target when it first answers.</param>
public sealed class SqlSessions(IReadOnlyList<SessionTarget> targets, Action<JournalEvent> connected) : ITargets, IAsyncDisposable
{
    /// <summary>Of a playbook that is only read.</summary>
    public static readonly SqlSessions None = new([], _ => { });

    private const string Own = "new";

    private readonly Dictionary<string, SqlSession> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Fingerprint Fingerprint, TargetFacts Facts)> _known = new(StringComparer.Ordinal);
    private int _own;
    private ChildPasswords? _passwords;

    public IReadOnlyCollection<string> Names => [.. targets.Select(target => target.Name)];

    public IReadOnlyList<SessionTarget> Targets => targets;

    /// <summary>A 0600 file with the passwords of all targets, for commands; null when none has one.</summary>
    public string? PasswordFile => (_passwords ??= new(targets)).Path;

    /// <param name="database">Null: the target's own.</param>
    /// <param name="session">Null: the one that is kept; `new`: one of its own; else the one shared by this name.</param>
    public async ValueTask<OpenedSession> OpenAsync(string target, string? database, string? session, CancellationToken ct)
    {
        var isOwn = session == Own;
        var key = isOwn ? $"{target}\0{database}\0{Own}\0{_own++}" : $"{target}\0{database}\0{session}";
        if (_sessions.TryGetValue(key, out var kept))
        {
            return new(kept, null, false);
        }

        var bound = targets.First(one => one.Name == target);
        var settings = database is null ? bound.Settings : bound.Settings with { Database = database };
        switch (await ServerConnector.OpenAsync(settings with { ApplicationName = "runbook" }, ct))
        {
            case ConnectOutcome.Failed failed:
                return new(null, failed.Problem, failed.NobodyAnswered);
            case ConnectOutcome.Opened opened when Check(bound, database, opened.Connection.Facts, opened.Connection.Address.ToString()) is { } wrong:
                await opened.Connection.DisposeAsync();
                return new(null, wrong, false);
            case ConnectOutcome.Opened opened:
                var made = new SqlSession(opened.Connection, key, isOwn);
                made.TakeNotices();
                _sessions.Add(key, made);
                return new(made, null, false);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>After a step: an own session and a broken one are closed; the others are kept.</summary>
    public async ValueTask ReleaseAsync(SqlSession session)
    {
        if (session.IsOwn || session.IsBroken)
        {
            _sessions.Remove(session.Key);
            await session.DisposeAsync();
        }
    }

    public async ValueTask<Evaluated> MemberAsync(string target, string member, CancellationToken ct)
    {
        if (targets.FirstOrDefault(one => one.Name == target) is not { } bound)
        {
            return Problems.UnknownTarget(null, target, Names);
        }

        if (TargetValues.OfBinding(bound, member) is { } settled)
        {
            return settled;
        }

        var opened = await OpenAsync(target, null, null, ct);
        if (member == "up")
        {
            return opened is { Session: null, NobodyAnswered: false } ? opened.Problem! : new Value.Boolean(opened.Session is not null);
        }

        return opened.Session is { } session ? TargetValues.OfServer(session, _sessions.Values, bound.Name, member)
            : opened.NobodyAnswered && bound.MayBeDown ? new Value.Missing($"target `{target}` is down")
            : opened.Problem!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions.Values)
        {
            await session.DisposeAsync();
        }

        _sessions.Clear();
        _passwords?.Dispose();
    }

    private Diagnostic? Check(SessionTarget target, string? database, TargetFacts facts, string server)
    {
        var requirements = target.Requirements.Select(requirement => database is null ? requirement : requirement with { Database = null });
        if (requirements.SelectMany(requirement => requirement.Check(facts, server)).FirstOrDefault() is { } wrong)
        {
            return wrong;
        }

        if (_known.TryGetValue(target.Name, out var before))
        {
            return before.Fingerprint.Compare(Fingerprint.Of(facts) with { Database = before.Fingerprint.Database }, target.Name, server);
        }

        foreach (var (name, (_, other)) in _known)
        {
            if (Fingerprint.Distinct(target.Name, facts, name, other) is { } same)
            {
                return same;
            }
        }

        _known.Add(target.Name, (Fingerprint.Of(facts), facts));
        connected(new JournalEvent.TargetConnected(
            target.Name,
            facts.Database,
            facts.SessionUser,
            facts.SystemIdentifier ?? "",
            facts.Timeline ?? 0,
            facts.VersionNumber,
            facts.InRecovery,
            facts.BackendPid));
        return null;
    }
}
