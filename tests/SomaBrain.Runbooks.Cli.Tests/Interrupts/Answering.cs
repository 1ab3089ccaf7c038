using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Interrupts;

/// <summary>Questions whose answer is a value: at a terminal, and given to `resume`.</summary>
public sealed class Answering
{
    private const string Steps = """
          - { id: pick, ask: Which standby?, choices: "['node a', 'node b']" }
          - { id: days, ask: How many days?, type: integer, min: 1, default: 3 }
          - { id: made, shell: [printf, "%s %s", "{{ steps.pick.value }}", "{{ steps.days.value }}"], effect: write }
          - { id: pw, secret: "generate:32", save: secrets.tsv, key: app }
          - { confirm: Use it?, show: steps.pick.value }
          - { id: same, shell: '[ "$P" = "$(cut -f2 secrets.tsv)" ] && echo "same: $P"', env: { P: "{{ steps.pw.value }}" }, effect: read }
        """;

    [Fact]
    public void Resume_takes_the_answers_and_a_wrong_one_keeps_the_run_waiting()
    {
        using var lab = new Lab().Steps(Steps);
        Lab.Ends(lab.Run("host=/nowhere"), 8, "Paused at step 1 (pick). Nothing was changed so far.", "--answer pick=VALUE`").Prints("Question: Which standby? (1) node a, 2) node b)");
        lab.IsWholeSoFar();

        lab.Resume("--answer", "pick=node c").Exits(8).Says("error[RB474]");
        lab.Resume("--answer", "pik=node b").Exits(3).Says("error[RB476]").Says("did you mean `pick`?");
        lab.Resume("--answer", "pick").Exits(3).Says("error[RB477]");
        lab.Resume("--answer", "pick=node b", "--answer", "days=0").Exits(8).Says("error[RB474]").Prints("How many days?");
        lab.Resume("--answer", "days=").Exits(8).Prints("Changed so far by: made, pw.").Prints("Question: Use it?").Says("node b 3");
        lab.Resume("--yes").Exits(0).Says("same: ***");

        var secret = File.ReadAllText(lab.Folder["secrets.tsv"]).Split('\t')[1].Trim();
        Assert.Equal(32, secret.Length);
        lab.Verifies().Show().Prints("node b, by").NeverShows(secret);
        Assert.All(Directory.EnumerateFiles(lab.State, "*", SearchOption.AllDirectories), file => Assert.DoesNotContain(secret, File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void At_a_terminal_the_choices_are_numbered()
    {
        using var lab = new Lab().Steps(Steps);
        using var running = lab.Script("exec script -qefc \"exec '$R' run x.yaml --target host=/nowhere\" /dev/null", "2\n5\ny\n\n");

        Lab.Checked(running.Ends()).Exits(0).Prints("steps.pick.value: node b").Prints("'node b' 5");
        lab.Verifies();
    }

    [Fact]
    public void The_command_that_a_pause_prints_is_taken_in_a_call_and_in_its_loops()
    {
        using var lab = new Lab().Steps("""
              - id: outer
                for_each: [x, y]
                block:
                  - { id: inner, for_each: "[1, 2]", as: n, call: sub.yaml, with: { n: "{{ n }}" } }
              - note: "{{ map(steps.outer.each, 'inner') | json }}"
            """);
        lab.Folder.Write("sub.yaml", """
            runbook: 1
            title: sub
            effect: read
            params: { n: { type: integer, help: h } }
            steps:
              - { id: q, ask: "How many for {{ params.n }}?", type: integer }
            outputs: { got: "{{ steps.q.value }}" }
            """);
        lab.Run("host=/nowhere").Exits(8).Prints("--answer 1.block.1.q=VALUE`");

        lab.Resume("--answer", "q=1").Exits(3).Says("error[RB476]").Says("`1.block.1.q`");
        lab.Resume("--answer", "1.block.1.q=10").Exits(8).Prints("--answer 1.block.1.q=VALUE`");
        lab.Resume("--answer", "1[0].block.1[1].call.1=11", "--answer", "1.block.1.call.1=12").Exits(8).Prints("--answer 1.block.1.q=VALUE`");
        lab.Resume("--answer", "1[0].block.1[1].call.1=14").Exits(3).Says("step `1.block.1.q` was answered with `11` before");
        lab.Resume("--answer", "1.block.1.q=13").Exits(0).Says("10").Says("11").Says("12").Says("13");
        lab.Verifies();
    }

    [Fact]
    public void An_answer_that_is_not_used_is_refused()
    {
        using var lab = new Lab().Steps("""
              - { id: one, shell: [printf, hello], effect: read }
              - { id: sure, confirm: Sure? }
              - { id: pick, ask: Which?, choices: [a, b] }
              - { id: two, note: "{{ steps.one.stdout }} {{ steps.pick.value }}" }
            """);
        lab.Run("host=/nowhere", "--yes").Exits(8);

        lab.Resume("--answer", "one=a").Exits(3).Says("error[RB476]").Says("step `one` is `shell`, and only an `ask` takes an answer").Says("steps that ask allowed here: `pick`");
        lab.Resume("--answer", "sure=yes").Exits(3).Says("step `sure` is `confirm`");
        lab.Resume("--answer", "3[1]=a").Exits(3).Says("error[RB476]");
        lab.Resume("--answer", "pick=a", "--answer", "3=b").Exits(3).Says("step `pick` asks once, and has an answer");
        lab.Resume("--answer", "3=a").Exits(0).Says("hello a");
        lab.Verifies();
    }

    [Fact]
    public void Approvals_wait_and_say_so_plainly()
    {
        using var lab = new Lab().Steps("  - { id: go, confirm: Really?, approvals: 2 }\n  - note: never");

        var first = lab.Run("host=/nowhere", "--yes").Says("error[RB471]").Says("the run waits until `runbook abort` ends it");
        var run = lab.Runs()[^1];
        Lab.Ends(first, 8, "Paused at step 1 (go). Nothing was changed so far.", $"Next: this version cannot take signed approvals yet: `runbook abort {run}` ends the run");
        lab.Resume("--yes").Exits(8).Says("error[RB471]").Prints($"`runbook abort {run}` ends the run");
        lab.Show().Prints("waits for 2 approvals");
        Lab.Checked(lab.Program.Run("abort", run)).Exits(10);
        lab.Verifies();
    }
}
