using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Steps.Sql.Binding;
using SomaBrain.Runbooks.Steps.Sql.Failing;
using SomaBrain.Runbooks.Steps.Sql.Linting;
using SomaBrain.Runbooks.Steps.Sql.Running;
using SomaBrain.Runbooks.Steps.Sql.Secrecy;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Steps.Sql.Simulating;

namespace SomaBrain.Runbooks.Steps.Sql;

/// <summary>What a plan and the journal say of an `sql` step before it is carried out.</summary>
internal static class SqlDescription
{
    /// <param name="database">Where it works; null: in the target's own.</param>
    public static async ValueTask<Description> OfAsync(SqlRun run, BoundSql bound, string? database, SqlSessions sessions, CancellationToken ct)
    {
        var step = run.Step;
        List<string> notes = [];
        if (run.Save is { } save)
        {
            notes.Add($"its result goes to {save.Path}");
        }

        var (asks, code) = (run.Context is { DryRun: true, AsksNobody: false } && sessions.Names.Contains(step.Header.On!, StringComparer.Ordinal), (string?)null);
        if (asks && run.Secret != SecretPlace.None)
        {
            var opened = await sessions.OpenAsync(step.Header.On!, null, null, ct);
            var shown = opened.Session is { } session ? await ServerLogs.ShownByAsync(session, run.Secret, ct) : "whatever it is set to, as nobody answers now";
            notes.Add(shown is null ? "its secret is kept out of the server's log and statistics" : $"the server may write its secret down, and this role may not stop that: {shown}");
        }

        if (asks && Executed(step, bound) is { } executed && (await sessions.OpenAsync(step.Header.On!, database, null, ct)).Session is { } there)
        {
            try
            {
                code = await CalledCode.AskAsync(executed, step.SearchPath, there);
            }
            catch (Exception e) when (e is not OperationCanceledException && SqlFailure.IsExpected(e, there))
            {
                code = null; // the step itself finds out
            }
        }

        if (code is not null)
        {
            notes.Add(CalledCode.Note(code));
        }

        return bound.Description with
        {
            Warning = step.AllowRaw is { } reason && step.HasRaw ? $"raw text in the statement: {reason}" : null,
            Notes = [.. notes],
            RunsForeignCode = code is not null,
            Locks = step.Effect == Effect.Read ? [] : SqlLocks.Of(bound),
        };
    }

    /// <summary>The statements that a dry run executes.</summary>
    private static IEnumerable<ParseResult>? Executed(SqlStep step, BoundSql bound) => step.Effect == Effect.Read
        ? bound.Statements.Select(statement => statement.Facts)
        : step.Preview?.Facts.Statements.Select(statement => (ParseResult)statement.Parsed);
}
