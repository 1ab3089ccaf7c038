using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Steps.Targets.Connecting;

namespace SomaBrain.Runbooks.Steps.Locks;

/// <summary>The locks of a run on one target: in its database, or in a file while nobody answers there.</summary>
internal sealed class TargetLock(SessionTarget target, RunLocks run) : IAsyncDisposable
{
    /// <summary>How often a server that did not answer is asked again, unless a step said that it comes back.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>How long the session of a program that has just died may take to go.</summary>
    private static readonly TimeSpan Passing = TimeSpan.FromSeconds(2);

    private readonly List<IDisposable> _files = [];
    private LockSession? _session;
    private bool _mayBeLost;
    private long _asked;

    /// <summary>The server process whose session holds them; null while a file does.</summary>
    public int? Pid => _session?.Pid;

    public void Expect(string name, ServerChange change) => _mayBeLost |= name == target.Name && change.HasFlag(ServerChange.Session);

    public async ValueTask<Diagnostic?> HoldAsync(CancellationToken ct)
    {
        if (_session is { } held)
        {
            if (await held.LostAsync(ct) is not { } why)
            {
                return null;
            }

            if (!_mayBeLost)
            {
                return Problems.LockLost(run.Names[0], target.Name, why);
            }

            _session = null;
            await held.DisposeAsync();
        }
        else if (_files.Count > 0 && !_mayBeLost && run.Time.GetElapsedTime(_asked) < Pause)
        {
            return null;
        }

        return await TakeAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files)
        {
            file.Dispose();
        }

        _files.Clear();
        await (_session?.DisposeAsync() ?? ValueTask.CompletedTask);
        _session = null;
    }

    private async ValueTask<Diagnostic?> TakeAsync(CancellationToken ct)
    {
        _asked = run.Time.GetTimestamp();
        switch (await ConnectAsync(ct))
        {
            case ConnectOutcome.Failed { NobodyAnswered: true }: // a server that steps need was asked before
                return TakeFiles();
            case ConnectOutcome.Failed failed:
                return Problems.LockNotTaken(failed.Problem, run.Names[0], target.Name);
            case ConnectOutcome.Opened opened:
                return await TakeAsync(new LockSession(opened.Connection), ct);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private Task<ConnectOutcome> ConnectAsync(CancellationToken ct) =>
        ServerConnector.OpenAsync(target.Settings with { ApplicationName = run.Holder.ApplicationName }, ct);

    private Diagnostic? TakeFiles()
    {
        foreach (var name in _files.Count == 0 ? run.Names : [])
        {
            var (file, problem) = run.Files.Try(target.Binding, name, run.Holder);
            if (file is null)
            {
                return problem;
            }

            _files.Add(file);
            run.Took(target.Name, name, local: true, null);
        }

        return null;
    }

    private async ValueTask<Diagnostic?> TakeAsync(LockSession session, CancellationToken ct)
    {
        var isTaken = false;
        try
        {
            if (await session.IsSharedAsync(ConnectAsync, ct))
            {
                return Problems.LockThroughPooler(run.Names[0], target.Name, session.Server);
            }

            await session.PrepareAsync(ct);
            var tookOver = ImmutableArray.CreateBuilder<string?>(run.Names.Length);
            foreach (var name in run.Names)
            {
                var (from, problem) = await TakeAsync(session, name, ct);
                if (problem is not null)
                {
                    return problem;
                }

                tookOver.Add(from);
            }

            isTaken = true;
            (_session, _mayBeLost) = (session, false);
            for (var i = 0; i < run.Names.Length; i++)
            {
                run.Took(target.Name, run.Names[i], local: false, tookOver[i]);
            }

            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException && session.IsExpected(e))
        {
            return Problems.LockLost(run.Names[0], target.Name, "its connection is gone");
        }
        finally
        {
            await (isTaken ? ValueTask.CompletedTask : session.DisposeAsync());
        }
    }

    /// <returns>From whom it was taken over, if it was.</returns>
    private async ValueTask<(string? TookOver, Diagnostic? Problem)> TakeAsync(LockSession session, string name, CancellationToken ct)
    {
        var key = LockKey.Of(name);
        var began = run.Time.GetTimestamp();
        string? tookOver = null;
        while (!await session.TryAsync(key, ct))
        {
            if (await session.HolderAsync(key, ct) is not var (pid, text))
            {
                continue; // given back between the two questions
            }

            if (run.IsOwn(pid))
            {
                return (null, null); // another target of this run is the same database
            }

            var holder = LockHolder.Parse(text);
            var isOurs = holder?.Run == run.Holder.Run;
            var isDead = isOurs || (holder is not null && holder.IsOn(run.Holder.Host) && run.Files.IsAlive(holder.Run) == false);
            if (isOurs && tookOver is null && await session.EndAsync(pid, ct))
            {
                tookOver = $"{holder}, server process {pid}";
            }
            else if (!isDead || run.Time.GetElapsedTime(began) > Passing)
            {
                var (who, since) = (holder?.ToString() ?? $"a session called `{text}`", holder?.Since(run.Time.GetUtcNow()) ?? "since nobody knows when");
                return (null, isDead ? Problems.LockHeldByDead(name, target.Name, who, since, pid) : Problems.LockHeld(name, target.Name, who, since, pid));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), run.Time, ct);
        }

        return (tookOver, null);
    }
}
