using System.Diagnostics;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Processes.Native;
using SomaBrain.Runbooks.Steps.Targets.Connecting;
using SomaBrain.Runbooks.Steps.Targets.Settings;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>
/// The sessions of a run: one per target and database, opened at first use and kept. Who answers is checked at each connect:
/// role, version, database, and that it is still the same server (language.md §2).
/// </summary>
/// <param name="connected">Told of each target when it first answers, and when its role or timeline became another.</param>
/// <param name="late">Binds servers that the run itself starts; null where there are none.</param>
public sealed class SqlSessions(IReadOnlyList<SessionTarget> targets, Action<JournalEvent> connected, ILateBinding? late = null) : ITargets, IAsyncDisposable
{
    /// <summary>Of a playbook that is only read.</summary>
    public static readonly SqlSessions None = new([], _ => { });

    /// <summary>A session that lay idle for longer is asked first whether it is still there.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, SqlSession> _sessions = new(StringComparer.Ordinal);
    private readonly TargetGuard _guard = new(connected);
    private readonly Dictionary<string, ServerAddress> _answered = new(StringComparer.Ordinal);
    private readonly List<SessionTarget> _late = [];
    private readonly SilentTargets _silent = new();
    private int _own;
    private readonly Dictionary<uint, ChildPasswords> _otherPasswords = [];
    private ChildPasswords? _passwords;

    /// <summary>Whoever was silent once is not waited for again: so in a plan, whichever of its parts asks there next.</summary>
    public bool WaitsOnce
    {
        get => _silent.AreKnown;
        init => _silent.AreKnown = value;
    }

    public IReadOnlyCollection<string> Names => [.. Targets.Select(target => target.Name)];

    public IReadOnlyList<SessionTarget> Targets => _late.Count == 0 ? targets : [.. targets, .. _late];

    /// <summary>One that the playbook declares.</summary>
    public SessionTarget Target(string name)
    {
        foreach (var target in Targets)
        {
            if (target.Name == name)
            {
                return target;
            }
        }

        throw new InvalidOperationException($"no target `{name}`");
    }

    /// <summary>
    /// A target as commands and expressions are told of it: of several servers the one that answered last, so that a command goes where
    /// the statements go. That one fits, and shall be found again when it was promoted; nobody asks it for `target_session_attrs` any more.
    /// </summary>
    internal SessionTarget Answering(string name) => Target(name) is var target && _answered.TryGetValue(name, out var server)
        ? target with { Settings = target.Settings with { Servers = [server], Attributes = SessionAttributes.Any } }
        : target;

    /// <summary>Removes the password files of runs that were killed.</summary>
    public static void Sweep() => ChildPasswords.Sweep(Path.GetTempPath());

    /// <summary>How a password stands in that file: a command may show it so.</summary>
    public static string InPasswordFile(string password) => ChildPasswords.Escape(password);

    /// <summary>A 0600 file with the passwords of all targets, for commands; null when none has one.</summary>
    public string? PasswordFile => (_passwords ??= new(Targets)).Path;

    public void Expect(string target, ServerChange change)
    {
        _guard.Expect(target, change);
        foreach (var session in _sessions.Values.Where(session => session.IsOf(target)))
        {
            session.MayBeGone |= change.HasFlag(ServerChange.Session);
        }
    }

    /// <summary>Whether a step before this one may have given the target another role. What a step changes itself, it has announced already.</summary>
    internal bool MayHaveChanged(string target, StepHeader by) => _guard.Changes(target) > (by.Changes.HasFlag(ServerChange.Recovery) ? 1 : 0);

    public Diagnostic? Connect(TargetDeclaration target, string connection)
    {
        var (bound, problem) = late?.Bind(target, connection) ?? throw new InvalidOperationException("nobody binds servers that the run starts");
        if (bound is not null)
        {
            _late.Add(bound);
            _passwords?.Dispose();
            _passwords = null; // the next command is told of its password, too
        }

        return problem;
    }

    public async ValueTask<Diagnostic?> ProveLocalAsync(string target, CancellationToken ct)
    {
        var bound = Target(target);
        var opened = await OpenAsync(target, null, null, ct);
        return opened.Session is not null ? null
            : !opened.NobodyAnswered || !bound.MayBeDown ? opened.Problem
            : bound.Settings.Servers.All(server => server.IsSocket) ? null
            : Problems.LocalNotProven(target, bound.Binding);
    }

    /// <summary>One that the user can read; when only root could give it away, ours.</summary>
    internal string? PasswordFileOf(OsUser? user) => user is null || !OsUser.WeAreRoot
        ? PasswordFile
        : (_otherPasswords.TryGetValue(user.Id, out var kept) ? kept : _otherPasswords[user.Id] = new(targets, user)).Path;

    /// <param name="database">Null: the target's own.</param>
    /// <param name="session">Null: the one that is kept; `new`: one of its own; else the one shared by this name.</param>
    /// <param name="writes">The step changes something: then nothing may have happened that nobody announced.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<OpenedSession> OpenAsync(string target, string? database, string? session, CancellationToken ct, bool writes = false)
    {
        var bound = Target(target);
        var settings = database is null ? bound.Settings : bound.Settings with { Database = database };
        var key = $"{target}\0{settings.Database}\0{session}";
        if (session == SqlSession.Own)
        {
            key = $"{key}\0{_own++}";
        }

        var isThere = _sessions.TryGetValue(key, out var kept) && await IsThereAsync(kept, bound, writes, ct);
        if (writes && _guard.Lost(target) is { } lost)
        {
            return new(null, lost, false);
        }

        if (isThere)
        {
            return _guard.Changed(bound, kept!) is { } changed ? new(null, changed, false) : Opened(bound, kept!);
        }

        switch (await _silent.ConnectAsync(target, settings with { ApplicationName = "runbook" }, ct))
        {
            case ConnectOutcome.Failed failed:
                return new(null, failed.Problem, failed.NobodyAnswered);
            case ConnectOutcome.Opened opened when _guard.Check(bound, database, opened.Connection.Facts, opened.Connection.Address.ToString()) is { } wrong:
                await opened.Connection.DisposeAsync();
                return new(null, wrong, false);
            case ConnectOutcome.Opened opened:
                var made = new SqlSession(opened.Connection, key, session);
                _sessions.Add(key, made);
                return Opened(bound, made);
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

    public bool IsSilent(string target) => _silent.Has(target);

    public Value? Settled(string target, string member) =>
        TargetValues.IsOfAddress(member) && Target(target).Settings.Servers.Length > 1 && !_answered.ContainsKey(target) ? null : TargetValues.OfBinding(Answering(target), member);

    public async ValueTask<Evaluated> MemberAsync(string target, string member, CancellationToken ct)
    {
        if (Targets.FirstOrDefault(one => one.Name == target) is not { } bound)
        {
            return Problems.UnknownTarget(null, target, Names);
        }

        if (TargetValues.IsOfAddress(member) && bound.Settings.Servers.Length > 1 && !_answered.ContainsKey(target)
            && await OpenAsync(target, null, null, ct) is { Session: null, NobodyAnswered: false } refused)
        {
            return refused.Problem!;
        }

        if (TargetValues.OfBinding(Answering(target), member) is { } settled)
        {
            return settled;
        }

        if (_sessions.GetValueOrDefault($"{target}\0{bound.Settings.Database}\0") is { } kept)
        {
            await SeeAsync(kept, bound, ct);
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

    private OpenedSession Opened(SessionTarget target, SqlSession session)
    {
        _answered[target.Name] = session.Server.Address;
        return new(session, null, false);
    }

    /// <summary>
    /// Whether a kept session can be used: a step that stops or restarts the server takes it along. One with a name had a state
    /// that is lost with it, so that its next step must fail, unless that was announced.
    /// </summary>
    private async ValueTask<bool> IsThereAsync(SqlSession kept, SessionTarget target, bool writes, CancellationToken ct)
    {
        if (kept.IsNamed && !kept.MayBeGone)
        {
            return true;
        }

        if (_guard.MustSee(target, writes))
        {
            return await SeeAsync(kept, target, ct);
        }

        return (!kept.MayBeGone && Stopwatch.GetElapsedTime(kept.UsedAt) < Fresh) || await SessionProbe.AnswersAsync(kept, ct) || await GoneAsync(kept, target);
    }

    /// <summary>What a kept session knows of its server may be old by now.</summary>
    private async ValueTask<bool> SeeAsync(SqlSession kept, SessionTarget target, CancellationToken ct)
    {
        if (!await SessionProbe.RefreshAsync(kept, ct))
        {
            return await GoneAsync(kept, target);
        }

        _guard.Note(target.Name, kept.Facts, kept.Server.Address.ToString());
        return true;
    }

    private async ValueTask<bool> GoneAsync(SqlSession kept, SessionTarget target)
    {
        if (!kept.MayBeGone)
        {
            _guard.Lose(target.Name, kept.Server.Address.ToString());
        }

        await CloseAsync(kept);
        return false;
    }

    private async ValueTask CloseAsync(SqlSession session)
    {
        _sessions.Remove(session.Key);
        await session.DisposeAsync();
    }
}
