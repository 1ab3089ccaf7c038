using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Writing;

/// <summary>What the program writes for other programs is what its schemas say, by ajv in strict mode.</summary>
public sealed class OtherPrograms(FaultServer server)
{
    private const string Playbook = """
        runbook: 1
        title: "Everything <once> & more"
        params:
          n: { type: integer, default: 7 }
          pw: { type: secret, from: "env:PW" }
        vars: { twice: "{{ params.n * 2 }}" }
        steps:
          - id: made
            timeout: 1m
            sql: INSERT INTO done VALUES ({{ params.n }}) RETURNING step
            undo: [{ sql: "DELETE FROM done WHERE step = {{ steps.made.value }}" }]
          - id: read
            sql: SELECT now() AS at, 'x' AS word, NULL AS none, ARRAY[1.5, NULL] AS list, {{ params.pw }} AS pw
          - assert: params.n > 100
            severity: warn
            message: only {{ params.n }}
          - metric: rows
            value: vars.twice
            warn: value > 1
            labels: { table: done }
          - for_each: steps.made.rows
            note: "{{ item.step }}"
          - when: params.n > 100
            note: never
          - branch:
              - when: steps.made.affected == 1
                steps: [{ note: one }]
            else: [{ note: other }]
          - block: [{ sql: SELECT 1/0 }]
            rescue: [{ note: "{{ error.sqlstate }}" }]
          - { shell: [printf, "%s", "{{ params.n }}"], effect: read }
          - id: slow
            repeat: { times: 2 }
            sql: SELECT {{ index }} AS i
          - on_failure: warn
            sql: SELECT * FROM no_such_table
          - confirm: Go?
        outputs: { n: "{{ params.n }}" }
        finally: [{ note: the end }]
        """;

    [Fact]
    public async Task A_plan_is_what_its_schema_says()
    {
        using var lab = await LabAsync();
        var plan = lab.Program.Environment("PW", "hunter2-hunter2").Run("plan", "x.yaml", "--target", server.Target(_database), "--format", "json");
        var unbound = lab.Program.Environment("PW", "hunter2-hunter2").Run("plan", "x.yaml", "--target", "host=/nowhere", "--format", "json");
        var behind = lab.Program.File("y.yaml", "runbook: 1\ntitle: t\nsteps:\n  - { assert: 1 == 2 }\n  - { effect: write, shell: [x] }\n").Run("plan", "y.yaml", "--format", "json");

        Valid("plan", plan.NeverShows("hunter2").Output, unbound.NeverShows("hunter2").Output, behind.Output);
        Assert.Contains("\"locks\"", plan.Output, StringComparison.Ordinal);
        Assert.Contains("\"problem\"", unbound.Output, StringComparison.Ordinal);
        Assert.Contains("\"reached\": false", behind.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_plan_is_refused()
    {
        using var lab = await LabAsync();
        var plan = lab.Program.Environment("PW", "hunter2-hunter2").Run("plan", "x.yaml", "--target", server.Target(_database), "--format", "json").Output;
        string[] wrong = [plan.Replace("\"grade\": \"checked\"", "\"grade\": \"guessed\"", StringComparison.Ordinal), plan.Replace("\"plan\": 1", "\"plan\": 2", StringComparison.Ordinal), plan.Replace("\"unknown\"", "\"unknwn\"", StringComparison.Ordinal)];

        var (_, errors) = Validation.Errors(wrong, Repository.At("schemas", "plan.schema.json"));
        Assert.All(errors, Assert.NotEmpty);
    }

    [Fact]
    public async Task Each_line_of_a_journal_is_what_its_schema_says()
    {
        using var lab = await LabAsync();
        var run = lab.Program.Environment("PW", "hunter2-hunter2").Run("run", "x.yaml", "--target", server.Target(_database), "--yes", "--format", "json").Exits(0);

        Valid("journal", run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Valid("journal", await File.ReadAllLinesAsync(Path.Combine(lab.State, lab.Runs()[0], "journal.jsonl"), TestContext.Current.CancellationToken));
    }

    private string _database = "";

    private async Task<Lab> LabAsync()
    {
        _database = await server.NewDatabaseAsync();
        var lab = new Lab();
        lab.Folder.Write("x.yaml", Playbook);
        return lab;
    }

    private static void Valid(string format, params string[] documents)
    {
        var (ofTheSchema, errors) = Validation.Errors(documents, Repository.At("schemas", $"{format}.schema.json"));
        Assert.Empty(ofTheSchema);
        Assert.All(errors, Assert.Empty);
    }
}
