using System.Text.Json;
using System.Xml.Linq;

namespace SomaBrain.Runbooks.Cli.Tests.Replaying;

/// <summary>`runbook test`: cases without a server.</summary>
public sealed class TestingPlaybooks
{
    private const string Playbook = """
        runbook: 1
        title: Archive
        params:
          limit: { type: integer, default: 10 }
          key: { type: secret, from: "env:KEY" }
        targets:
          db: {}
        steps:
          - id: count
            rows: 1
            sql: SELECT count(*) AS n FROM outbox_events
          - id: few
            assert: steps.count.value < params.limit
            message: too many
          - id: go
            when: "!targets.db.standby"
            confirm: Go on?
          - id: say
            shell: [echo, hello]
            effect: read
            retry: { times: 1 }
          - id: strong
            when: steps.count.value == 7
            assert: params.key != ''
            message: empty
        outputs:
          n: "{{ steps.count.value }}"

        """;

    public static IEnumerable<TheoryDataRow<string, string, string, int>> Runs => KeptState.Runs;

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_case_of_a_recorded_run_passes(string format, string name, string run, int verdict)
    {
        Assert.InRange(verdict, 0, 30);
        using var folder = new TempFolder();
        var runbook = KeptState.In(folder, format);
        runbook.Run("test", "--from", run, "--out", $"{name}.test.yaml").Exits(0);
        runbook.Run("test", $"{name}.yaml").Exits(0).Prints("1 case, all pass");
        Assert.DoesNotContain("hunter2", File.ReadAllText(folder[$"{name}.test.yaml"]), StringComparison.Ordinal);
        runbook.Run("test", "--from", run, "--out", $"{name}.test.yaml").Exits(3).Says("RB595");
    }

    [Theory]
    [InlineData("steps: { count: { rows: [ { n: 3 } ] }, say: { stdout: hi } }, targets: { db: { standby: false } }, answers: { go: yes }, expect: { status: done, path: [count, few, go, say], outputs: { n: 3 } }", 0, "")]
    [InlineData("steps: { count: { rows: [ { n: 3 } ] }, say: {} }, targets: { db: { standby: true } }, expect: { exit: 0 }", 0, "")]
    [InlineData("steps: { count: { rows: [ { n: 3 } ] } }, targets: { db: { standby: false } }, answers: { go: no }, expect: { status: aborted, exit: 10 }", 0, "")]
    [InlineData("steps: { count: { rows: [ { n: 3 } ] } }, targets: { db: { standby: false } }, answers: { go: nobody }, expect: { status: paused, exit: 8 }", 0, "")]
    [InlineData("steps: { count: { rows: [ { n: 12 } ] } }, expect: { status: failed, exit: 4, error: RB410 }", 0, "")]
    [InlineData("params: { limit: 20 }, steps: { count: { rows: [ { n: 12 } ] }, say: [ { exit_code: 3 }, {} ] }, targets: { db: { standby: true } }, expect: { exit: 0 }", 0, "")]
    [InlineData("steps: { count: { failed: { sqlstate: '57014', message: too slow } } }, expect: { exit: 1, error: RB430 }", 0, "")]
    [InlineData("steps: { count: { rows: [ { n: 3 }, { n: 4 } ] } }, expect: { error: RB434 }", 0, "")]
    [InlineData("expect: { exit: 0 }", 1, "RB589")]
    [InlineData("steps: { count: { rows: [ { n: 3 } ] }, say: [ { exit_code: 3 } ] }, targets: { db: { standby: true } }, expect: { exit: 0 }", 1, "more often than it has results (1)")]
    [InlineData("steps: { count: { rows: [ { n: 3 } ] } }, expect: { exit: 0 }", 1, "RB591")]
    [InlineData("steps: { count: { rows: [ { n: 3 } ] } }, targets: { db: { standby: false } }, expect: { exit: 0 }", 1, "RB590")]
    [InlineData("steps: { count: { rows: [ { n: 7 } ] }, say: {} }, targets: { db: { standby: true } }, expect: { exit: 0 }", 1, "RB592")]
    [InlineData("steps: { count: { rows: [ { n: 12 } ] } }, expect: { status: done }", 1, "`failed` (RB410 too many)")]
    [InlineData("steps: { count: { rows: [ { n: 12 } ] } }, expect: { path: [count, few, go] }", 1, "the path after `few` is at its end, and should be `go`")]
    [InlineData("params: { limit: many }, expect: { exit: 0 }", 1, "RB15")]
    [InlineData("steps: { cuont: { rows: [] } }, expect: { exit: 0 }", 3, "did you mean `count`?")]
    [InlineData("steps: { count: { row: [] } }, expect: { exit: 0 }", 3, "did you mean `rows`?")]
    [InlineData("steps: { count: { rows: [ { n: [ 1 ] } ] } }, expect: { exit: 0 }", 3, "RB588")]
    [InlineData("expect: { arms: { few: 1 } }", 3, "RB587")]
    [InlineData("expect: { outputs: { m: 1 } }", 3, "RB587")]
    [InlineData("expect: { status: fine }", 3, "RB587")]
    [InlineData("targets: { db: { stand_by: true } }, expect: { exit: 0 }", 3, "RB587")]
    [InlineData("answers: { go: yes }", 3, "expect")]
    public void A_case_passes_fails_or_is_refused_with_its_place(string text, int exit, string says)
    {
        using var folder = new TempFolder();
        Runbook.In(folder).File("x.yaml", Playbook).File("x.test.yaml", $"test: 1\ncases:\n  - {{ name: one, {text} }}\n")
            .Run("test", "x.yaml").Exits(exit).Says(says).Says(exit == 0 ? "" : "x.test.yaml:3:");
    }

    [Theory]
    [InlineData("test: 2\ncases: [ { name: a, expect: {} } ]\n", "RB594")]
    [InlineData("test: 1\ncases: []\n", "RB585")]
    [InlineData("test: 1\ncases: [ { name: a, expect: {} }, { name: a, expect: {} } ]\n", "RB586")]
    [InlineData("test: 1\ncase: []\n", "did you mean `cases`?")]
    public void A_file_of_tests_is_checked(string text, string says)
    {
        using var folder = new TempFolder();
        Runbook.In(folder).File("x.yaml", Playbook).File("x.test.yaml", text).Run("test", "x.test.yaml").Exits(3).Says(says);
    }

    [Fact]
    public void Without_a_file_of_tests_it_says_how_to_get_one()
    {
        using var folder = new TempFolder();
        Runbook.In(folder).File("x.yaml", Playbook).Run("test", "x.yaml").Exits(3).Says("RB584").Says("runbook test x.yaml --from RUN --out x.test.yaml");
        Runbook.In(folder).Run("test").Exits(64).Says("`test` needs a playbook");
    }

    [Fact]
    public void Coverage_stands_in_every_format()
    {
        using var folder = new TempFolder();
        var runbook = Runbook.In(folder).File("x.yaml", Playbook).File("x.test.yaml", """
            test: 1
            cases:
              - name: small & quick
                steps: { count: { rows: [ { n: 3 } ] }, say: {} }
                targets: { db: { standby: true } }
                expect: { status: done }
              - name: wrong
                steps: { count: { rows: [ { n: 30 } ] } }
                expect: { status: done }

            """);

        runbook.Run("test", "x.yaml").Exits(1).Prints("ok      small & quick").Prints("failed  wrong").Prints("arms 2 of 4, steps 3 of 5").Prints("never taken: go (3) when true, strong (5) when true");
        using var json = JsonDocument.Parse(runbook.Run("test", "x.yaml", "--format", "json").Exits(1).Output);
        var suite = json.RootElement.GetProperty("playbooks")[0];
        Assert.Equal(2, suite.GetProperty("coverage").GetProperty("arms_taken").GetInt32());
        Assert.Equal("RB593", suite.GetProperty("cases")[1].GetProperty("problems")[0].GetProperty("code").GetString());
        var xml = XDocument.Parse(runbook.Run("test", "x.yaml", "--format", "junit").Exits(1).Output);
        Assert.Equal("1", xml.Root!.Element("testsuite")!.Attribute("failures")!.Value);
        Assert.Equal("small & quick", xml.Descendants("testcase").First().Attribute("name")!.Value);
        Assert.Equal("2", xml.Descendants("property").First(one => one.Attribute("name")!.Value == "arms_taken").Attribute("value")!.Value);
    }

    [Fact]
    public void The_schema_has_the_keys_that_the_reader_knows()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.At("schemas", "test.schema.json")));
        var definitions = schema.RootElement.GetProperty("definitions");
        using var folder = new TempFolder();
        var said = Runbook.In(folder).File("x.yaml", Playbook + "  # end\n").File("x.test.yaml", """
            test: 1
            nokey: 1
            cases:
              - name: a
                nokey: 1
                steps: { count: { nokey: 1 }, say: { nokey: 1 } }
                expect: { nokey: 1 }

            """).Run("test", "x.yaml").Exits(3).Errors;
        var known = System.Text.RegularExpressions.Regex.Matches(said, "keys allowed here: (?<keys>.*)")
            .Select(hint => System.Text.RegularExpressions.Regex.Matches(hint.Groups["keys"].Value, "`(?<key>[^`]+)`").Select(key => key.Groups["key"].Value).ToHashSet(StringComparer.Ordinal)).ToList();

        foreach (var keys in (HashSet<string>[])[Keys(schema.RootElement), Keys(definitions.GetProperty("case")), Keys(definitions.GetProperty("expect"))])
        {
            Assert.Contains(known, one => one.SetEquals(keys));
        }

        var results = known.Where(one => one.Contains("in_doubt")).SelectMany(one => one).Concat(["status", "body"]).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(Keys(definitions.GetProperty("result")).Order(StringComparer.Ordinal), results.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_health_check_passes_its_tests()
    {
        using var folder = new TempFolder();
        Runbook.In(folder).Run("test", Repository.At("playbooks", "health-check.yaml")).Exits(0).Prints("all pass");
    }

    private static HashSet<string> Keys(JsonElement schema) => [.. schema.GetProperty("properties").EnumerateObject().Select(property => property.Name)];
}
