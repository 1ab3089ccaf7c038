namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <summary>A playbook each of whose writes adds a row to the ledger, and what its questions are answered with.</summary>
/// <param name="Playbook">Given where a POST adds the row `http`, and a folder.</param>
/// <param name="Rows">What is there when it is done.</param>
/// <param name="Row">The row of a step, by its place.</param>
/// <param name="Answers">For `resume`; empty for a run that asks nothing but what `--yes` answers.</param>
internal sealed record Plot(Func<Uri, string, string> Playbook, IReadOnlyList<string> Rows, Func<string, string> Row, params IReadOnlyList<string> Answers)
{
    /// <summary>One that waits for a person in the middle.</summary>
    public static readonly Plot Asking = new(
        (_, _) => """
            runbook: 1
            title: asking
            steps:
              - { id: before, sql: INSERT INTO ledger VALUES ('before') }
              - { id: who, ask: Who?, choices: [ann, bob] }
              - { id: sure, confirm: "Is it {{ steps.who.value }}?" }
              - { id: after, sql: "INSERT INTO ledger VALUES ('after ' || {{ steps.who.value }}::text)" }
            finally:
              - sql: INSERT INTO ledger VALUES ('finally')
            """,
        ["before", "after bob", "finally"],
        key => key switch { "1" => "before", "4" => "after bob", _ => "finally" },
        "--answer", "who=bob");
}
