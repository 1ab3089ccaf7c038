using System.Globalization;
using Npgsql;
using SomaBrain.Runbooks.Steps.Targets.Connecting;
using SomaBrain.Runbooks.Steps.Targets.Settings;

namespace SomaBrain.Runbooks.Cli.Proving;

/// <summary>The table of `schemas/anchor.sql`. Its writer may insert and nothing else, so that whoever has this machine cannot
/// take back what it was given.</summary>
/// <param name="writer">How to connect in order to give heads.</param>
/// <param name="reader">How to connect in order to ask for them.</param>
public sealed class TableAnchor(string name, ConnectionSettings writer, ConnectionSettings reader) : IAnchor
{
    /// <summary>A run must not stand still because an anchor does.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const string Insert = """
        INSERT INTO runbook.anchor (run, at, lines, head, event, host, operator)
        VALUES ($1, $2::pg_catalog.timestamptz, $3::pg_catalog.int8, $4, $5, $6, $7)
        """;

    private const string Select = """
        SELECT run, pg_catalog.to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), lines::pg_catalog.text, head, event, host, operator
          FROM runbook.anchor WHERE CASE WHEN $1 = '' THEN host = $2 ELSE run = $1 END ORDER BY lines
        """;

    public string Name { get; } = name;

    public string? Give(AnchorEntry entry)
    {
        string[] values = [entry.Run, entry.At, entry.Head.Count.ToString(CultureInfo.InvariantCulture), entry.Head.Sha256, entry.Event, entry.Host, entry.Operator];
        return AskAsync(writer, Insert, values, null).GetAwaiter().GetResult();
    }

    public (IReadOnlyList<AnchorEntry>? Entries, string? Why) Known(string? run)
    {
        List<AnchorEntry> entries = [];
        var why = AskAsync(reader, Select, [run ?? "", Environment.MachineName], row => entries.Add(new(
            row.GetString(0), row.GetString(1), new(long.Parse(row.GetString(2), CultureInfo.InvariantCulture), row.GetString(3)), row.GetString(4), row.GetString(5), row.GetString(6))))
            .GetAwaiter().GetResult();
        return why is null ? (entries, null) : (null, why);
    }

    /// <returns>Why it did not work; null when it did.</returns>
    private static async Task<string?> AskAsync(ConnectionSettings settings, string sql, string[] values, Action<NpgsqlDataReader>? take)
    {
        using var patience = new CancellationTokenSource(2 * Patience);
        try
        {
            var hasty = settings with { ConnectTimeout = settings.ConnectTimeout is { } limit && limit < Patience ? limit : Patience, ApplicationName = "runbook/anchor" };
            var outcome = await ServerConnector.OpenAsync(hasty, patience.Token);
            if (outcome is ConnectOutcome.Failed failed)
            {
                return failed.Problem.Message;
            }

            var connection = ((ConnectOutcome.Opened)outcome).Connection;
            await using (connection)
            {
                await using var command = new NpgsqlCommand(sql, connection.Session) { CommandTimeout = (int)Patience.TotalSeconds };
                foreach (var value in values)
                {
                    command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
                }

                await using var rows = await command.ExecuteReaderAsync(patience.Token);
                while (await rows.ReadAsync(patience.Token))
                {
                    take?.Invoke(rows);
                }
            }

            return null;
        }
        catch (PostgresException refused)
        {
            return $"{refused.MessageText} ({refused.SqlState})";
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or IOException)
        {
            return e is OperationCanceledException or { InnerException: TimeoutException } ? "it did not answer in time" : e.Message;
        }
    }
}
