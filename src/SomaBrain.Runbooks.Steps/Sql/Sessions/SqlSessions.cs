using System.Diagnostics;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps.Processes.Native;
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

    /// <summary>A session that lay idle for longer is asked first whether it is still there.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, SqlSession> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Fingerprint Fingerprint, TargetFacts Facts)> _known = new(StringComparer.Ordinal);
    private int _own;
    private readonly Dictionary<uint, ChildPasswords> _otherPasswords = [];
    private ChildPasswords? _passwords;

    public IReadOnlyCollection<string> Names => [.. targets.Select(target => target.Name)];

    public IReadOnlyList<SessionTarget> Targets => targets;

    /// <summary>A 0600 file with the passwords of all targets, for commands; null when none has one.</summary>
    public string? PasswordFile => (_passwords ??= new(targets)).Path;

    /// <summary>One that the user can read; when only root could give it away, ours.</summary>
    internal string? PasswordFileOf(OsUser? user) => user is null || !OsUser.WeAreRoot
        ? PasswordFile
        : (_otherPasswords.TryGetValue(user.Id, out var kept) ? kept : _otherPasswords[user.Id] = new(targets, user)).Path;

    /// <param name="database">Null: the target's own.</param>
    /// <param name="session">Null: the one that is kept; `new`: one of its own; else the one shared by this name.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<OpenedSession> OpenAsync(string target, string? database, string? session, CancellationToken ct)
    {
        var bound = targets.First(one => one.Name == target);
        var settings = database is null ? bound.Settings : bound.Settings with { Database = database };
        var key = $"{target}\0{settings.Database}\0{session}";
        if (session == SqlSession.Own)
        {
            key = $"{key}\0{_own++}";
        }

        if (_sessions.TryGetValue(key, out var kept) && await IsThereAsync(kept, ct))
        {
            return new(kept, null, false);
        }

        switch (await ServerConnector.OpenAsync(settings with { ApplicationName = "runbook" }, ct))
        {
            case ConnectOutcome.Failed failed:
                return new(null, failed.Problem, failed.NobodyAnswered);
            case ConnectOutcome.Opened opened when Check(bound, database, opened.Connection.Facts, opened.Connection.Address.ToString()) is { } wrong:
                await opened.Connection.DisposeAsync();
                return new(null, wrong, false);
            case ConnectOutcome.Opened opened:
                var made = new SqlSession(opened.Connection, key, session);
                _sessions.Add(key, made);
                return new(made, null, false);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>After a step: an own session and a broken one are closed; of the others nothing is left behind in the kept one.</summary>
    public async ValueTask ReleaseAsync(SqlSession session)
    {
        if (session is { NeedsReset: true, IsOwn: false, IsNamed: false, IsBroken: false })
        {
            session.IsBroken = !await SessionProbe.ResetAsync(session);
            session.NeedsReset = false;
        }

        session.UsedAt = Stopwatch.GetTimestamp();
        if (session.IsOwn || session.IsBroken)
        {
            await CloseAsync(session);
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

        if (_sessions.GetValueOrDefault($"{target}\0{bound.Settings.Database}\0") is { } kept)
        {
            await SeeAsync(kept, ct);
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
        foreach (var passwords in _otherPasswords.Values)
        {
            passwords.Dispose();
        }
    }

    /// <summary>A step that stops or restarts the server takes our idle sessions with it; one with a name had a state that is lost, so that its next step must fail.</summary>
    private async ValueTask<bool> IsThereAsync(SqlSession kept, CancellationToken ct)
    {
        if (kept.IsNamed || Stopwatch.GetElapsedTime(kept.UsedAt) < Fresh || await SessionProbe.AnswersAsync(kept, ct))
        {
            return true;
        }

        await CloseAsync(kept);
        return false;
    }

    /// <summary>What a kept session knows of its server may be old by now.</summary>
    private async ValueTask SeeAsync(SqlSession kept, CancellationToken ct)
    {
        if (!await SessionProbe.RefreshAsync(kept, ct))
        {
            await CloseAsync(kept);
        }
    }

    private async ValueTask CloseAsync(SqlSession session)
    {
        _sessions.Remove(session.Key);
        await session.DisposeAsync();
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
