using Npgsql;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Targets.Facts;
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
        ConnectOutcome.Failed? last = null;
        foreach (var server in settings.Servers)
        {
            var outcome = await TryAsync(settings, server, wanted, ct);
            if (outcome is not ConnectOutcome.Failed failed || (!failed.NobodyAnswered && failed.Problem.Code != Problems.UnfitServerCode))
            {
                return outcome;
            }

            last = failed;
        }

        return last!;
    }

    private static async Task<ConnectOutcome> TryAsync(ConnectionSettings settings, ServerAddress server, SessionAttributes wanted, CancellationToken ct)
    {
        NpgsqlDataSource? source = null;
        NpgsqlConnection? session = null;
        try
        {
            source = NpgsqlSettings.DataSource(settings, server);
            session = await source.OpenConnectionAsync(ct);
            var facts = await FactsQuery.ReadAsync(session, ct);
            if (await FitsAsync(session, facts, wanted, ct))
            {
#pragma warning disable CA2000 // Dispose objects before losing scope: the caller does
                var opened = new ConnectOutcome.Opened(new(source, session, server, facts));
#pragma warning restore CA2000
                (source, session) = (null, null);
                return opened;
            }

            return new ConnectOutcome.Failed(Problems.UnfitServer($"{server}", wanted.ToString(), facts.InRecovery), NobodyAnswered: false);
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
