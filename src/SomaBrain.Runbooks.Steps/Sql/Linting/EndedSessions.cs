using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.PgQuery;

namespace SomaBrain.Runbooks.Steps.Sql.Linting;

/// <summary>
/// A statement that ends sessions of everybody: `pg_backend_pid()` is only that of the statement, and the run has others, that of its lock
/// first. Where the statement chooses by role, program or what a session does, it may mean others, and nothing is said.
/// </summary>
internal static class EndedSessions
{
    private const string Ending = "pg_terminate_backend";
    private const string Sessions = "pg_stat_activity";

    private static readonly string[] Choosing =
    [
        "USENAME", "USESYSID", "APPLICATION_NAME", "CLIENT_ADDR", "CLIENT_HOSTNAME", "CLIENT_PORT", "LEADER_PID", "BACKEND_START", "XACT_START", "QUERY_START", "STATE_CHANGE",
        "WAIT_EVENT", "WAIT_EVENT_TYPE", "STATE", "BACKEND_XID", "BACKEND_XMIN", "QUERY", "QUERY_ID",
    ];

    public static IEnumerable<Diagnostic> Check(SqlStep step)
    {
        if (step.Header.Changes.HasFlag(ServerChange.Session) || step.Sql.References.Any(reference => reference.Path is ["targets", _, "sessions"]))
        {
            yield break;
        }

        foreach (var statement in step.Facts.Statements)
        {
            if (IsOverAll(statement.Parsed) && !Chooses(StatementWords.Of(statement.Text)))
            {
                yield return Problems.EndsOwnSessions(statement.Span, step.Header.On ?? "NAME");
            }
        }
    }

    private static bool IsOverAll(ParsedStatement statement)
    {
        foreach (var table in statement.Tables)
        {
            if (table.Name != Sessions)
            {
                return false;
            }
        }

        foreach (var function in statement.Functions)
        {
            if (function.Name == Ending)
            {
                return !statement.Tables.IsEmpty;
            }
        }

        return false;
    }

    /// <summary>By more than the database, and that it is not the statement's own session.</summary>
    private static bool Chooses(List<string> words)
    {
        var isBehind = false;
        for (var i = 0; i < words.Count; i++)
        {
            isBehind |= words[i] == "WHERE";
            if (isBehind && (Array.IndexOf(Choosing, words[i]) >= 0 || (words[i] == "PID" && i + 1 < words.Count && words[i + 1] is "=" or "IN")))
            {
                return true;
            }
        }

        return false;
    }
}
