using System.Globalization;
using Npgsql;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps.Sql.Failing;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Steps.Sql.Settling;

/// <summary>
/// Asks a server how a transaction ended whose COMMIT nobody heard the answer of (execution.md §6).
/// <para>"committed" is believed only while the server was never stopped the hard way: after such a stop a number whose commit did
/// not reach the disk is given to somebody else. "aborted" needs no such proof: a number whose commit is on the disk is never
/// given out again, so it is aborted for us, or was lost and is aborted for another; either way nothing of ours is in effect.</para>
/// </summary>
internal sealed class TransactionSettling(SqlSession session, JournalEvent.TransactionBegun begun, string step)
{
    private const string By = "pg_xact_status";

    private string Where => session.Server.Address.ToString();

    private string Look => $"what step `{step}` changes, in database `{session.Facts.Database}` on {Where}";

    /// <summary>Sends two queries.</summary>
    /// <exception cref="NpgsqlException">The server does not answer.</exception>
    public async Task<Settlement> AskAsync(CancellationToken ct)
    {
        await session.RefreshAsync(ct); // of this session, so that the server cannot be restarted between this and what follows
        if (Distrust() is { } why)
        {
            return new Settlement.Unknown(why, Look);
        }

        if (await Backends.FindAsync(session, begun.Pid, begun.BackendStart, ct) is { } backend)
        {
            return backend;
        }

        var status = await StatusAsync(ct);
        return status switch
        {
            "aborted" => new Settlement.NotDone(By, $"transaction {begun.Xid} is aborted"),
            "committed" when begun.StatsReset is { } then && then == session.Facts.StatsReset => new Settlement.Done(By, $"transaction {begun.Xid} is committed"),
            "committed" => new Settlement.Unknown(
                $"transaction {begun.Xid} is committed, but {Where} was not shut down cleanly since (or its statistics were reset), and then a number can be another's", Look),
            "in progress" => new Settlement.Unknown($"transaction {begun.Xid} is in progress, and its session is gone: is it prepared, or another's?", $"pg_prepared_xacts on {Where}, and {Look}"),
            _ => new Settlement.Unknown(status, Look),
        };
    }

    /// <summary>Why the number cannot be asked for; null when it can.</summary>
    private string? Distrust()
    {
        var facts = session.Facts;
        if (facts.InRecovery)
        {
            return $"{Where} is a standby now";
        }

        // Without the right to ask for the identifier the moment of the last reset stands for it: no two servers share it.
        var isSame = begun.System.Length > 0 && facts.SystemIdentifier is { } system ? system == begun.System
            : begun.StatsReset is { } then && then == facts.StatsReset;
        return !isSame ? $"{Where} is not proven to be the server that it began on"
            : begun.Timeline == 0 || facts.Timeline != begun.Timeline
            ? string.Create(CultureInfo.InvariantCulture, $"{Where} is on timeline {facts.Timeline ?? 0}, and it began on {begun.Timeline}: its number may be another's")
            : null;
    }

    private async Task<string> StatusAsync(CancellationToken ct)
    {
        var ask = session.Facts.VersionNumber >= 130_000
            ? "SELECT pg_catalog.pg_xact_status($1::pg_catalog.text::pg_catalog.xid8)"
            : "SELECT pg_catalog.txid_status($1::pg_catalog.text::pg_catalog.int8)";
        try
        {
            await using var command = new NpgsqlCommand(ask, session.Connection);
            command.Parameters.Add(new() { Value = begun.Xid });
            return await command.ExecuteScalarAsync(ct) as string ?? $"transaction {begun.Xid} is too old: the server keeps nothing of it";
        }
        catch (PostgresException said) when (!SqlFailure.IsLost(said))
        {
            return $"the server says of transaction {begun.Xid}: {said.MessageText}"; // in the future: this server has never given it out
        }
    }
}
