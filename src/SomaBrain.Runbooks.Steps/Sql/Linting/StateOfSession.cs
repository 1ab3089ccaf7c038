using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.PgQuery;

namespace SomaBrain.Runbooks.Steps.Sql.Linting;

/// <summary>A step that does nothing but prepare its session, which is cleared before the next step gets it.</summary>
internal static class StateOfSession
{
    private const string Setter = "SET_CONFIG";

    public static IEnumerable<Diagnostic> Check(SqlStep step) =>
        step is { Session: null or SqlStep.NewSession, Facts: { NotUnderstood.IsEmpty: true, Statements: [var first, ..] all } } && Changed(first) is { } what && all.All(one => Changed(one) is not null)
            ? [Problems.SessionIsCleared(first.Span, what)]
            : [];

    /// <summary>An `undo` that counts on what steps left in the session whose name it has: `runbook undo` has another one.</summary>
    public static IEnumerable<Diagnostic> CheckUndo(SqlStep step, IReadOnlyList<Step> before)
    {
        if (!step.IsShared || step.Header.Path.LastIndexOf(UndoArm, StringComparison.Ordinal) is not (> 0 and var arm))
        {
            return [];
        }

        var undo = step.Header.Path[..(arm + UndoArm.Length)];
        var beside = before.OfType<SqlStep>().Where(other => other.Session == step.Session && other.Header.On == step.Header.On && LeftBy(other) is not null).ToList();
        return beside.Count == 0 || beside.Exists(other => other.Header.Path.StartsWith(undo, StringComparison.Ordinal)) ? []
            : [Problems.SessionIsCleared(step.Sql.Span, LeftBy(beside[^1]) is { Length: > 0 } what ? what : "a setting", beside[^1].Header.Name)];
    }

    private const string UndoArm = ".undo.";

    /// <summary>The step that one under `undo` stands under; the last before it that is none of its `undo`.</summary>
    public static SqlStep? UndoneBy(SqlStep step, IReadOnlyList<Step> before)
    {
        if (step.Header.Path.LastIndexOf(UndoArm, StringComparison.Ordinal) is not (> 0 and var arm))
        {
            return null;
        }

        for (var i = before.Count - 1; i >= 0; i--)
        {
            if (before[i].Header.Path.Length <= arm)
            {
                return before[i] as SqlStep;
            }
        }

        return null;
    }

    /// <summary>
    /// What a step may leave in a session that others share: null for nothing, empty for settings and nothing else. What nobody can see
    /// into may leave anything.
    /// </summary>
    public static string? LeftBy(SqlStep step)
    {
        if (!step.Facts.NotUnderstood.IsEmpty || step.Facts.Statements.IsEmpty)
        {
            return "something";
        }

        string? all = null;
        foreach (var statement in step.Facts.Statements)
        {
            if (LeftBy(statement) is { } what)
            {
                all = what.Length > 0 ? what : all ?? what;
            }
        }

        return all;
    }

    private static string? LeftBy(StatementFacts statement) => statement.Parsed.Kind switch
    {
        "VariableSetStmt" => StatementWords.Of(statement.Text) is ["SET", "LOCAL", ..] ? null : "",
        "SelectStmt" or "InsertStmt" or "UpdateStmt" or "DeleteStmt" or "MergeStmt" => Changed(statement) ?? (statement.Parsed.SideEffects.IsEmpty ? null : "what a function did"),
        "DoStmt" or "CallStmt" => "what its code did",
        "DiscardStmt" or "LoadStmt" or "ExecuteStmt" => "a state of its own",
        _ => Changed(statement),
    };

    /// <summary>What of the session the statement changes, and nothing else; null of any other.</summary>
    private static string? Changed(StatementFacts statement)
    {
        switch (statement.Parsed.Kind)
        {
            case "PrepareStmt":
                return "a prepared statement";
            case "ListenStmt":
                return "LISTEN";
            case "SelectStmt" when !statement.Parsed.IsReadStatement && StatementWords.Of(statement.Text) is var words && (StatementWords.Has(words, "INTO", "TEMP") || StatementWords.Has(words, "INTO", "TEMPORARY")):
                return "a temporary table";
            case "VariableSetStmt" or "CreateStmt" or "CreateTableAsStmt" or "DeclareCursorStmt":
            case "SelectStmt" when statement.Parsed is { Changes: 0, Functions: { IsEmpty: false } called } && called.All(IsOfSession):
                return Changed(statement.Parsed.Kind, StatementWords.Of(statement.Text));
            default:
                return null;
        }
    }

    private static string? Changed(string kind, List<string> words) => (kind, words) switch
    {
        ("VariableSetStmt", ["SET", "LOCAL", ..] or ["RESET", ..]) => null,
        ("VariableSetStmt", ["SET", "ROLE", ..] or ["SET", "SESSION", "ROLE", ..]) => "SET ROLE",
        ("VariableSetStmt", _) => "a setting",
        ("DeclareCursorStmt", _) => StatementWords.Has(words, "WITH", "HOLD") ? "a cursor" : null,
        ("SelectStmt", _) => !words.Contains(Setter) ? "an advisory lock" : SetsForSession(words) ? "a setting" : null,
        (_, ["CREATE", "TEMP" or "TEMPORARY", ..] or ["CREATE", "GLOBAL" or "LOCAL", "TEMP" or "TEMPORARY", ..]) => "a temporary table",
        (_, ["CREATE", "TABLE", "PG_TEMP", ..] or ["CREATE", "TABLE", "IF", "NOT", "EXISTS", "PG_TEMP", ..]) => "a temporary table",
        _ => null,
    };

    private static bool IsOfSession(FunctionName function) =>
        function is { Schema: null or "pg_catalog", Name: "set_config" or "pg_advisory_lock" or "pg_advisory_lock_shared" };

    /// <summary>`set_config(…, false)`: beyond the transaction.</summary>
    private static bool SetsForSession(List<string> words)
    {
        var depth = 0;
        var setter = words.IndexOf(Setter);
        for (var at = setter + 1; setter >= 0 && at < words.Count; at++)
        {
            depth += words[at] switch { "(" => 1, ")" => -1, _ => 0 };
            if (words[at] == ")" && depth == 0)
            {
                return words[at - 1] == "FALSE" || SetsForSession(words[at..]);
            }
        }

        return false;
    }
}
