using System.Text.Json;

namespace SomaBrain.Runbooks.Cli.Tests.Replaying;

/// <summary>`runbook replay RUN --check FILE`: the first thing that a changed playbook does otherwise.</summary>
public sealed class Divergences
{
    [Theory]
    [InlineData("done", "params.limit\n    message", "3\n    message", "outcome", "enough (2)", "ok", "failed: RB410 too many")]
    [InlineData("done", "count > 2", "count > 3", "arm", "choose (3)", "arm 1", "arm else")]
    [InlineData("done", "1..10", "1..2", "outcome", "people (1)", "ok", "failed: RB434 `rows` is 3, and should be 1..2")]
    [InlineData("done", "hello {{", "hi {{", "rendered", "say (3.1.1)", "echo 'hello 3'\n$1 = hello 3", "echo 'hi 3'\n$1 = hi 3")]
    [InlineData("done", "generate_series(1, 3)", "generate_series(1, 4)", "rendered", "people (1)", "generate_series(1, 3)", "generate_series(1, 4)")]
    [InlineData("done", "limit / 2", "limit / 5", "var", null, "2.5", "1")]
    [InlineData("done", "type: integer, default: 5", "type: integer, max: 4", "parameter", null, "5", "4")]
    [InlineData("done", "  limit: {", "  more: { type: integer }\n  limit: {", "parameter", null, "not a parameter", "required")]
    [InlineData("done", "  - id: make", "  - sql: SELECT 9\n  - id: make", "unrecorded", "6", "nothing", "sql step 6 would run")]
    [InlineData("done", "  - id: people", "  - id: people\n    when: false", "skipped", "people (1)", "run", "skipped: `false` is false")]
    [InlineData("done", "    when: targets.db.standby\n", "", "skipped", "old (4)", "skipped: `targets.db.standby` is false", "run")]
    [InlineData("done", "warn: value > 2", "fail: value > 2", "outcome", "lag (5)", "warned: RB411", "failed: RB411")]
    [InlineData("done", "DROP TABLE t", "DROP TABLE t CASCADE", "undo", "make (6)", "DROP TABLE t", "DROP TABLE t CASCADE")]
    [InlineData("done", "  people: ", "  persons: ", "outputs", null, "{\"people\"", "{\"persons\"")]
    [InlineData("done", "  - id: enough\n    assert", "  - assert: steps.people.count == 9\n  - id: enough\n    assert", "outcome", "2", "not in the record", "failed: RB410")]
    [InlineData("failed", "times: 2", "times: 1", "outcome", "flaky (2)", "3 attempts", "2 attempts")]
    [InlineData("failed", "times: 2", "times: 3", "unrecorded", "flaky", "nothing", "shell step 2 would run")]
    [InlineData("failed", "    on_failure: continue\n", "", "missing", "add (3)", "sql step 3 ran", "not run")]
    [InlineData("failed", "effect: read", "effect: read\n    exit: [0, 3]", "outcome", "flaky (2)", "failed: RB421", "ok")]
    [InlineData("looped", ">= 4", ">= 3", "missing", "wait (4[3])", "sql step 4[3] ran", "not run")]
    [InlineData("looped", ">= 4", ">= 5", "unrecorded", "wait", "nothing", "sql step 4[4] would run")]
    [InlineData("looped", "one.n != 2", "one.n != 3", "arm", "each (3[1])", "arm else", "arm 1")]
    [InlineData("called", "n: 20", "n: 21", "rendered", "sub (1)", "$1 = 20", "$1 = 21")]
    [InlineData("called", "== 41", "== 42", "outcome", "2", "ok", "failed: RB410 not 41")]
    [InlineData("secret", "  - id: child", "  - assert: params.password != ''\n    message: empty\n  - id: child", "unrecorded", "5", "nothing", "assert step 5 would run")]
    [InlineData("rescued", "sqlstate", "code", "rendered", "instead (1.rescue.1)", "$1 = 22012", "$1 = RB")]
    [InlineData("paused", "go on?", "go on now?", "rendered", "go (2)", "Shall it go on?", "Shall it go on now?")]
    [InlineData("resumed", "min: 1", "min: 50", "rendered", "pick (3)", "from 1", "from 50")]
    [InlineData("stopped", "SELECT 3", "SELECT 4", "rendered", "last (finally.1)", "SELECT 3", "SELECT 4")]
    public void The_first_divergence_is_shown_with_both_sides(string name, string from, string to, string kind, string? step, string recorded, string now)
    {
        using var folder = new TempFolder();
        var runbook = KeptState.In(folder, "v1");
        var text = File.ReadAllText(folder[$"{name}.yaml"]);
        Assert.Contains(from, text, StringComparison.Ordinal);
        var run = KeptState.RunOf("v1", name);

        var result = runbook.File("changed.yaml", text.Replace(from, to, StringComparison.Ordinal))
            .Run("replay", run, "--check", "changed.yaml", "--format", "json").Exits(2);

        using var json = JsonDocument.Parse(result.Output);
        var divergence = json.RootElement.GetProperty("divergence");
        Assert.Equal(kind, divergence.GetProperty("kind").GetString());
        Assert.Equal(step, divergence.TryGetProperty("step", out var found) ? found.GetString() : null);
        Assert.Contains(recorded, divergence.GetProperty("recorded").GetString(), StringComparison.Ordinal);
        Assert.Contains(now, divergence.GetProperty("now").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("done", "  - id: make", "  - note: new\n  - assert: steps.people.count == 3\n    message: no\n  - id: make")]
    [InlineData("done", "title: A run", "title: Another run")]
    [InlineData("done", "limit / 2", "limit * 0.5")]
    [InlineData("done", "message: too many", "message: other words")]
    [InlineData("done", "id: lag", "id: age")]
    [InlineData("done", "  - id: old", "  - id: older\n    when: false\n    sql: SELECT 5\n  - id: old")]
    [InlineData("rescued", "note: \"tried\"", "note: done")]
    public void What_decides_nothing_and_what_comes_to_the_same_is_no_divergence(string name, string from, string to)
    {
        using var folder = new TempFolder();
        var runbook = KeptState.In(folder, "v1");
        var text = File.ReadAllText(folder[$"{name}.yaml"]);
        Assert.Contains(from, text, StringComparison.Ordinal);

        runbook.File("changed.yaml", text.Replace(from, to, StringComparison.Ordinal))
            .Run("replay", KeptState.RunOf("v1", name), "--check", "changed.yaml").Exits(0).Prints("nothing diverges");
    }

    [Fact]
    public void A_divergence_is_told_in_words()
    {
        using var folder = new TempFolder();
        var text = KeptState.In(folder, "v1").Run("replay", KeptState.RunOf("v1", "called"), "--check", "called.yaml").Exits(0).Output;
        Assert.DoesNotContain("diverges from", text, StringComparison.Ordinal);

        File.WriteAllText(folder["called.yaml"], File.ReadAllText(folder["called.yaml"]).Replace("== 41", "== 42", StringComparison.Ordinal));
        Runbook.In(folder).Run("replay", KeptState.RunOf("v1", "called"), "--check", "called.yaml").Exits(2)
            .Prints("step 2: with the same result it ends otherwise\n  recorded | ok\n  now      | failed: RB410 not 41\n");
    }

    [Fact]
    public void A_playbook_with_mistakes_is_not_replayed()
    {
        using var folder = new TempFolder();
        KeptState.In(folder, "v1").File("wrong.yaml", "runbook: 1\ntitle: x\nsteps: []\n")
            .Run("replay", KeptState.RunOf("v1", "done"), "--check", "wrong.yaml").Exits(3).Says("wrong.yaml:3");
    }

    [Fact]
    public void A_journal_that_was_changed_is_not_replayed()
    {
        using var folder = new TempFolder();
        var runbook = KeptState.In(folder, "v1");
        var run = KeptState.RunOf("v1", "done");
        var journal = folder[$"state/{run}/journal.jsonl"];
        File.WriteAllText(journal, File.ReadAllText(journal).Replace("\"hello 3\"", "\"hello 4\"", StringComparison.Ordinal));

        runbook.Run("replay", run, "--check", "done.yaml").Exits(3).Says("RB511");
        runbook.Run("replay", run).Exits(3).Says("RB511");
    }
}
