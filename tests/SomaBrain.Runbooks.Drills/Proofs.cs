namespace SomaBrain.Runbooks.Drills;

public sealed class Proofs
{
    private const string Playbook = """
        runbook: 1
        title: Mark it
        effect: destroy
        steps:
          - id: mark
            sql: CREATE TABLE marked (a integer)
            undo:
              - sql: DROP TABLE marked
                timeout: 5s
          - id: fill
            sql: INSERT INTO marked VALUES (1)
            undo:
              - { sql: TRUNCATE marked, timeout: 5s }
        """;

    private const string Drill = """
        drill: 1
        title: It is marked, and then no more
        system: { data: none }
        run:
          - { id: marked, playbook: mark.yaml, yes: true }
          - { id: rows, sql: SELECT count(*) AS n FROM marked }
          - { id: watched, sql: "CREATE TABLE emptied (a integer); CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO emptied VALUES (1); RETURN NULL; END'; CREATE TRIGGER note AFTER TRUNCATE ON marked EXECUTE FUNCTION note()" }
          - { runbook: [undo, "{{ steps.marked.run }}"], yes: true }
        check:
          - { id: after, sql: "SELECT to_regclass('marked') IS NULL AS gone, (SELECT count(*) FROM emptied) AS emptied" }
          - assert: [steps.rows.row.n == 1, steps.after.row.gone, steps.after.row.emptied == 1]
        """;

    [Fact]
    public void Each_step_and_each_step_of_an_undo_is_missed_and_that_is_remembered_until_something_changes()
    {
        using var folder = Marked(Drill);
        var file = folder["playbooks/mark.drill.yaml"];
        var proven = Drilling.Run("drill", file, "--prove", "--record", folder["playbooks/drills.json"], "--format", "json").Exits(0);
        proven.Prints("\"proven\": \"5 of 5\"").Prints("\"without\": \"step mark\"").Prints("\"without\": \"step 2.undo.1\"");
        Drilling.RunIn(folder.Path, "list").Exits(0).Prints(", proven");
        Drilling.Run("drill", file, "--prove", "--stale").Exits(0).Says("proven on").Prints("0 passed, 0 failed, 1 skipped");
        File.AppendAllText(file, "\n# changed\n");
        Drilling.RunIn(folder.Path, "list").Exits(0).NeverShows(", proven");
        Drilling.Run("drill", file, "--stale").Exits(0).Says("drilled on").Prints("0 passed, 0 failed, 1 skipped");
    }

    [Fact]
    public void A_step_of_an_undo_that_nobody_misses_is_named_and_nothing_is_remembered_as_proven()
    {
        using var folder = Marked(Drill.Replace(", steps.after.row.emptied == 1", "", StringComparison.Ordinal));
        Drilling.Run("drill", folder["playbooks/mark.drill.yaml"], "--prove", "--record", folder["playbooks/drills.json"]).Exits(4).Says("RB711").Says("runs without step 2.undo.1");
        Drilling.RunIn(folder.Path, "list").Exits(0).NeverShows(", proven");
    }

    [Fact]
    public void What_a_playbook_costs_beside_the_same_commands_by_hand_is_in_the_report()
    {
        using var folder = new TempFolder();
        folder.Write("cost.drill.yaml", "drill: 1\ntitle: Cost\nsystem: { data: none }\nrun: [{ note: x }]\ncheck: [{ note: x }]\noverhead: 3 / 2\n");
        Drilling.Run("drill", folder["cost.drill.yaml"]).Exits(0).Prints("overhead").Prints("1.50 ×");
        Drilling.Run("drill", folder["cost.drill.yaml"], "--format", "json").Exits(0).Prints("\"overhead\": 1.5");
    }

    private static TempFolder Marked(string drill)
    {
        var folder = new TempFolder();
        folder.Write("playbooks/mark.yaml", Playbook);
        folder.Write("playbooks/mark.drill.yaml", drill);
        return folder;
    }
}
