using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Saving;
using SomaBrain.Runbooks.Steps.Sql.Binding;
using SomaBrain.Runbooks.Steps.Sql.Linting;
using SomaBrain.Runbooks.Steps.Sql.Secrecy;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Steps.Sql;

/// <summary>What a plan and the journal say of an `sql` step before it is carried out.</summary>
internal static class SqlDescription
{
    public static Description? Of(SqlStep step, BoundSql bound, List<string> notes) => bound.Description with
    {
        Warning = step.AllowRaw is { } reason && step.HasRaw ? $"raw text in the statement: {reason}" : null,
        Notes = [.. notes],
        Locks = step.Effect == Effect.Read ? [] : SqlLocks.Of(bound),
    };

    public static async ValueTask<List<string>> NotesAsync(SqlStep step, SaveTarget? save, SecretPlace secret, SqlSessions sessions, StepContext context, CancellationToken ct)
    {
        List<string> notes = [];
        if (save is not null)
        {
            notes.Add($"its result goes to {save.Path}");
        }

        if (secret != SecretPlace.None && context.DryRun && sessions.Names.Contains(step.Header.On!, StringComparer.Ordinal))
        {
            var opened = await sessions.OpenAsync(step.Header.On!, null, null, ct);
            var shown = opened.Session is { } session ? await ServerLogs.ShownByAsync(session, secret, ct) : "whatever it is set to, as nobody answers now";
            notes.Add(shown is null ? "its secret is kept out of the server's log and statistics" : $"the server may write its secret down, and this role may not stop that: {shown}");
        }

        return notes;
    }
}
