using Npgsql;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Targets.Facts;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Steps.Targets.Settings;

namespace SomaBrain.Runbooks.Steps.Targets.Connecting;

/// <summary>
/// Connects as libpq does: the servers in their order, each with its own time; one that answers but refuses the login ends the
/// search, one that is no fit for `target_session_attrs` does not.
/// </summary>
public static class ServerConnector
{
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static async Task<ConnectOutcome> OpenAsync(ConnectionSettings settings, CancellationToken ct)
    {
        var wanted = settings.Attributes == SessionAttributes.PreferStandby ? SessionAttributes.Standby : settings.Attributes;
        var outcome = await TryAllAsync(settings, wanted, ct);
        return outcome is ConnectOutcome.Failed && settings.Attributes == SessionAttributes.PreferStandby
            ? await TryAllAsync(settings, SessionAttributes.Any, ct)
            : outcome;
    }

    private static async Task<ConnectOutcome> TryAllAsync(ConnectionSettings settings, SessionAttributes wanted, CancellationToken ct)
    {
        List<ConnectOutcome.Failed> tried = [];
        foreach (var server in settings.Servers)
        {
            var outcome = await TryModesAsync(settings, server, wanted, ct);
            if (outcome is not ConnectOutcome.Failed failed || (!failed.NobodyAnswered && !Problems.IsUnfitServer(failed.Problem)))
            {
                return outcome;
            }

            tried.Add(failed);
        }

        return AllOf(tried);
    }

    /// <summary>What the last server said, and what those before it.</summary>
    private static ConnectOutcome.Failed AllOf(List<ConnectOutcome.Failed> tried) => tried is [.. [_, ..] before, var last]
        ? last with
        {
            TimedOut = tried.Exists(failed => failed.TimedOut),
            Problem = last.Problem with { Message = $"{last.Problem.Message}; before it, {string.Join("; ", before.Select(failed => failed.Problem.Message))}" },
        }
        : tried[0];

    // Npgsql would do `allow` and `prefer` by itself, but tell only of its second try, which often is not the one that matters.
    private static async Task<ConnectOutcome> TryModesAsync(ConnectionSettings settings, ServerAddress server, SessionAttributes wanted, CancellationToken ct)
    {
        var (first, second) = (server.IsSocket ? TlsMode.Disable : settings.Tls.Mode) switch
        {
            TlsMode.Allow => (TlsMode.Disable, TlsMode.Require),
            TlsMode.Prefer => (TlsMode.Require, TlsMode.Disable),
            var only => (only, only),
        };
        var outcome = await TryAsync(With(first), server, wanted, ct);
        if (first == second || outcome is not ConnectOutcome.Failed failed || !MayDependOnTls(failed.Problem))
        {
            return outcome;
        }

        var again = await TryAsync(With(second), server, wanted, ct);
        return again is ConnectOutcome.Failed { Problem: var other } && !SaysMore(other, failed.Problem) ? failed : again;

        ConnectionSettings With(TlsMode mode) => settings with { Tls = settings.Tls with { Mode = mode } };
    }

    private static bool MayDependOnTls(Diagnostic problem) => Problems.IsAboutTls(problem) || problem.SqlState is ['2', '8', ..];

    private static bool SaysMore(Diagnostic second, Diagnostic first) =>
        Problems.IsOfferingNoTls(first) || (first.SqlState == "28000" && second.SqlState != "28000" && !Problems.IsAboutTls(second));

    private static async Task<ConnectOutcome> TryAsync(ConnectionSettings settings, ServerAddress server, SessionAttributes wanted, CancellationToken ct)
    {
        NpgsqlDataSource? source = null;
        NpgsqlConnection? session = null;
        try
        {
            source = NpgsqlSettings.DataSource(settings, server);
            var opening = source.OpenConnectionAsync(ct).AsTask();
            try
            {
                session = await opening.WaitAsync(ct);
            }
            catch (OperationCanceledException) when (!opening.IsCompleted)
            {
                _ = AbandonAsync(opening, source);
                source = null;
                throw;
            }

            var facts = await FactsQuery.ReadAsync(session, ct);
            if (await FitsAsync(session, facts, wanted, ct))
            {
#pragma warning disable CA2000 // Dispose objects before losing scope: the caller does
                var opened = new ConnectOutcome.Opened(new(source, session, server, facts));
#pragma warning restore CA2000
                (source, session) = (null, null);
                return opened;
            }

            return new ConnectOutcome.Failed(Problems.UnfitServer($"{server}", LibpqRules.Word(wanted), facts.InRecovery), NobodyAnswered: false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            return ConnectFailure.Explain(e, settings, server);
        }
        finally
        {
            await (session?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (source?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    /// <summary>Leaves a server that took the connection and says nothing: Npgsql does not hear of a cancellation then.</summary>
    private static async Task AbandonAsync(Task<NpgsqlConnection> opening, NpgsqlDataSource source)
    {
        try
        {
            await using var late = await opening;
        }
#pragma warning disable CA1031 // Do not catch general exception types: nobody waits for it any more
        catch (Exception)
#pragma warning restore CA1031
        {
            // it did not open, which is as well
        }

        await source.DisposeAsync(); // not before: what opens it still uses it
    }

    private static async Task<bool> FitsAsync(NpgsqlConnection session, TargetFacts facts, SessionAttributes wanted, CancellationToken ct)
    {
        if (wanted is SessionAttributes.ReadWrite or SessionAttributes.ReadOnly)
        {
            await using var command = new NpgsqlCommand("SHOW default_transaction_read_only", session);
            var readOnly = facts.InRecovery || (string?)await command.ExecuteScalarAsync(ct) == "on";
            return readOnly == (wanted == SessionAttributes.ReadOnly);
        }

        return wanted switch
        {
            SessionAttributes.Primary => !facts.InRecovery,
            SessionAttributes.Standby => facts.InRecovery,
            _ => true,
        };
    }
}
