namespace SomaBrain.Runbooks.Cli.Tests.Flow;

/// <summary>What a plan says of steps behind one that it did not run.</summary>
public static class PlanBehindAChange
{
    private const string Change = "  - { effect: write, shell: [mkdir, made] }\n";

    [Theory]
    [InlineData("sql: SELECT 1, save: made/x.csv", "the result cannot be saved to `")]
    [InlineData("shell: [uname], effect: read, save: made/x.txt", "the result cannot be saved to `")]
    [InlineData("shell: [uname], effect: read, save: x.yaml.txt", "`")]
    [InlineData("id: pw, secret: 'file:made/pw'", "the secret of step `pw` cannot be read from `file:made/pw`")]
    [InlineData("shell: [uname], effect: read, user: nobody-of-here", "this machine has no user `nobody-of-here`")]
    public static void What_the_change_may_make_is_not_missed(string step, string why)
    {
        Plan($"{Change}  - {{ {step} }}\n").Exits(0).Prints($"step 1 was not run; without it: {why}").Prints("not simulated 2").NeverShows("Attention");
        Plan($"  - {{ {step} }}\n").Exits(1).Prints("Attention: the run would end at step ");
    }

    [Theory]
    [InlineData("[session]", "targets.db.up", true)]
    [InlineData("[session]", "targets.db.version_num > 0", true)]
    [InlineData("[recovery]", "!targets.db.standby", true)]
    [InlineData("[recovery]", "!targets.db.up", false)]
    [InlineData("[session]", "targets.db.port > 0", false)]
    public static void What_it_does_to_a_server_is_known_in_the_run_only(string changes, string condition, bool isUnknown)
    {
        var plan = Plan($$"""
              - { effect: write, changes: {{changes}}, shell: [x] }
              - branch: [ { when: "{{condition}}", steps: [ { note: as it was } ] } ]
                else: [ { effect: write, shell: [rm, -rf, y] } ]

            """, "targets: { db: {} }\n").Exits(0).Prints("as it was");
        if (isUnknown)
        {
            plan.Prints("arms 1, else").Prints("| rm -rf y\n");
        }
        else
        {
            plan.NeverShows("rm -rf");
        }
    }

    [Fact]
    public static void A_secret_that_is_not_there_yet_is_secret() =>
        Plan($"{Change}  - {{ id: pw, secret: 'file:made/pw' }}\n  - {{ effect: write, shell: [x], env: {{ A: '{{{{ steps.pw.value }}}}' }} }}\n").Exits(0).Prints("| A=‹secret steps.pw›\n");

    [Fact]
    public static void A_value_that_is_wrong_stays_so() =>
        Plan($"{Change}  - {{ effect: read, shell: [x, '{{{{ params.d }}}}'] }}\n", "params: { d: { type: string, default: -rf } }\n").Exits(1).Prints("Attention: the run would end at step 2 with code 1");

    [Fact]
    public static void A_phrase_is_shown_as_it_has_to_be_typed() =>
        Plan("  - { confirm: Go?, phrase: 'drop  it' }\n").Exits(0).Prints("`drop  it` has to be typed\n");

    [Fact]
    public static void A_text_loses_only_what_is_not_known() => Plan("""
          - id: w
            effect: write
            shell: [x]
          - effect: write
            env: { P: "a {{ steps.w.stdout }}" }
            cwd: /srv/{{ params.t }}/{{ steps.w.stdout }}
            shell: [rm, -rf, "/srv/{{ params.t }}/{{ steps.w.stdout }}", "b {{ params.t }} {{ steps.w.stdout }}", "{{ steps.w.stdout }}", (known after step w)]
          - confirm: Drop {{ params.t }} with {{ steps.w.stdout }}?
            phrase: "{{ params.t }}-{{ steps.w.stdout }}"
          - effect: write
            http: http://127.0.0.1:9/{{ params.t }}/{{ steps.w.stdout }}
            method: POST
            body: drop {{ steps.w.stdout }}
          - title: Do {{ params.t }} {{ steps.w.stdout }}
            save: "{{ params.t }}-{{ steps.w.stdout }}.csv"
            sql: SELECT 1
          - secret: generate:32
            save: "{{ params.t }}-{{ steps.w.stdout }}"
            key: a
          - note: "{{ params.t }}: {{ steps.w.stdout }}"

        """, "params: { t: { type: string, default: prod } }\n").Exits(0)
        .Prints("""
                            | P='a '(known after step w)
                            | rm -rf /srv/prod/(known after step w) 'b prod '(known after step w) (known after step w) '(known after step w)'
                            | cwd: /srv/prod/(known after step w)

            """)
        .Prints("confirm  Drop prod with (known after step w)?\n")
        .Prints("| POST http://127.0.0.1:9/prod/(known after step w)\n                | \n                | drop (known after step w)\n")
        .Prints("Do prod (known after step w)\n")
        .Prints("its result goes to prod-(known after step w).csv\n")
        .Prints("generate:32, kept as a in prod-(known after step w)\n")
        .Prints("note  prod: (known after step w)\n")
        .NeverShows("$1 =");

    [Theory]
    [InlineData("branch: [ { when: \"steps.w.stdout == 'x'\", steps: [ READ ] } ]", "arm 1 of step 2")]
    [InlineData("block: [ { note: a } ], rescue: [ READ ]", null)]
    [InlineData("block: [ { effect: write, shell: [x] } ], rescue: [ READ ]", "step 2 fails")]
    [InlineData("when: \"steps.w.stdout == 'x'\", effect: read, shell: [touch, made]", "`steps.w.stdout == 'x'`")]
    [InlineData("for_each: steps.w.lines, effect: read, shell: [touch, made]", "`steps.w.lines` has elements")]
    [InlineData("for_each: steps.w.lines, effect: read, http: 'http://127.0.0.1:9/'", "`steps.w.lines` has elements")]
    public static void A_command_that_the_run_may_not_come_to_is_not_run(string step, string? condition)
    {
        using var folder = new TempFolder();
        var plan = Runbook.In(folder).File("x.yaml", $"runbook: 1\ntitle: t\nsteps:\n  - {{ id: w, effect: write, shell: [x] }}\n  - {{ {step.Replace("READ", "{ effect: read, shell: [touch, made] }", StringComparison.Ordinal)} }}\n").Run("plan", "x.yaml", "--target", "host=/nowhere").Exits(0);

        Assert.False(File.Exists(folder["made"]));
        plan.Prints($"only if {condition ?? "step 2 fails"}\n").Prints("not run, as the run may not come to it\n");
    }

    [Fact]
    public static void A_command_is_not_run_on_a_server_that_is_not_the_declared_one()
    {
        using var folder = new TempFolder();
        var program = Runbook.In(folder).File("x.yaml", "runbook: 1\ntitle: t\ntargets: { db: { version: '9-12' } }\nsteps:\n  - { effect: read, shell: [touch, made] }\n");

        program.Run("plan", "x.yaml", "--target", "scratch").Exits(0).Prints("checked       1 shell  touch made\n                not run: wrong server: target `db` at ");
        Assert.False(File.Exists(folder["made"]));
        program.Run("plan", "x.yaml", "--target", "host=/nowhere").Exits(0).Prints("executed      1 shell"); // as in the run, which asks nobody
        Assert.True(File.Exists(folder["made"]));
    }

    [Theory]
    [InlineData("block: [ { effect: write, shell: [x] } ]", "checked       1          block", "2 of 2 steps simulated: 2 checked")]
    [InlineData("block: [ { note: a } ]", "executed      1         block", "2 of 2 steps simulated: 2 executed")]
    [InlineData("block: [ { note: a }, { sql: SELECT 1, on_failure: warn } ]", "not simulated 1         block", "1 of 3 steps simulated: 1 executed, 2 not simulated")]
    [InlineData("branch: [ { when: 1 == 1, steps: [ { block: [ { effect: write, shell: [x] } ] } ] } ]", "checked       1          branch  arm 1", "3 of 3 steps simulated: 3 checked")]
    public static void What_holds_steps_is_graded_as_the_worst_of_them(string step, string line, string coverage)
    {
        var plan = Plan($"  - {{ {step} }}\n");
        Assert.Contains(plan.Output.Split('\n'), one => string.Join(' ', one.Split(' ', StringSplitOptions.RemoveEmptyEntries)) == string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        plan.Prints(coverage);
    }

    [Fact]
    public static void What_the_change_is_not_likely_to_mend_is_told_of()
    {
        using var folder = new TempFolder();
        var plan = Runbook.In(folder).File("x.yaml", """
            runbook: 1
            title: t
            steps:
              - sql: CREATE TABLE t (a int)
              - sql: SELECT 1/0
              - { id: gone, sql: SELECT * FROM t }
              - { sql: SELECT 1, rows: 5 }
              - { when: "steps.gone.count == 1", sql: SELECT 2/0 }
            """);
        plan.Run("plan", "x.yaml", "--target", "scratch").Exits(0).Prints("simulated: 1 checked, 4 not simulated.\nAttention: step 2 would fail as things are now: the server says: division by zero (22012).\n").NeverShows("step 3 would").NeverShows("step 4 would").NeverShows("step 5 would");
        plan.Run("plan", "x.yaml", "--target", "scratch", "--format", "json").Exits(0).Prints("\"would_fail\": \"the server says: division by zero (22012)\"");
        plan.Run("plan", "x.yaml", "--target", "scratch", "--format", "markdown").Exits(0).Prints("\n> ❌ step 2 would fail as things are now: ");
    }

    internal static RunbookResult Plan(string steps, string top = "")
    {
        using var folder = new TempFolder();
        return Runbook.In(folder).File("x.yaml.txt", "").File("x.yaml", $"runbook: 1\ntitle: t\neffect: destroy\n{top}steps:\n{steps}").Run("plan", "x.yaml", "--target", "host=/nowhere");
    }
}
