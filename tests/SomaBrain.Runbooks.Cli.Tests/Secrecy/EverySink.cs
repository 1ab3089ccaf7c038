using System.Text;
using Npgsql;
using SomaBrain.Runbooks.Cli.Tests.Faults;
using SomaBrain.Runbooks.Tests.Values.Masking;

namespace SomaBrain.Runbooks.Cli.Tests.Secrecy;

/// <summary>
/// 26 secrets go through steps of every kind, well and failing, in loops, calls and undo; children print them in every encoding, a
/// few bytes at a time; the server notes, warns and fails with them. Then they are looked for wherever something is written.
/// </summary>
public sealed class EverySink(TalkativeServer server)
{
    private static readonly string[] Secrets = [.. Canaries.All.Select(row => row.Data)];

    private static IEnumerable<(string What, string Core)> All => Secrets.SelectMany((secret, i) =>
        Canaries.Encodings(secret).Select(one => ($"secret {i} as {one.Encoding}", one.Core)));

    [Fact]
    public async Task No_secret_shows_anywhere()
    {
        await server.StartAsync();
        await using var observer = await server.OpenAsync();
        using var lab = new Lab();
        var sightings = new Sightings(All);
        Write(lab);

        using (var running = Program(lab).Start("run", "x.yaml", "--target", server.Target))
        using (var watcher = new Watcher(sightings, running.Id, lab.Folder["tmp"], observer).Begin())
        {
            var result = running.Ends();
            Assert.True(result.ExitCode is 1 or 6, $"{result}");
            sightings.LookAt("run", result);
            watcher.Dispose();
            Assert.True(watcher.Children > 20, $"only {watcher.Children} children were seen");
        }

        sightings.LookInto("state", lab.State);
        sightings.LookInto("temporary files afterwards", lab.Folder["tmp"]);
        Assert.Equal(0, Program(lab).Run("verify", "last").ExitCode);
        (string Place, string[] Arguments)[] others =
        [
            ("run --verbose", ["run", "x.yaml", "--target", server.Target, "--verbose"]),
            ("run --format json", ["run", "x.yaml", "--target", server.Target, "--format", "json"]),
            ("run --format nagios", ["run", "x.yaml", "--target", server.Target, "--format", "nagios"]),
            ("run --format prometheus", ["run", "x.yaml", "--target", server.Target, "--format", "prometheus"]),
            ("plan", ["plan", "x.yaml", "--target", server.Target]),
            ("plan --format json", ["plan", "x.yaml", "--target", server.Target, "--format", "json"]),
            ("plan --format markdown", ["plan", "x.yaml", "--target", server.Target, "--format", "markdown"]),
            ("show", ["show", "last"]),
            ("show --format json", ["show", "last", "--format", "json"]),
            ("history", ["history"]),
            ("replay", ["replay", "last"]),
            ("replay --format json", ["replay", "last", "--format", "json"]),
            ("replay --check", ["replay", "last", "--check", "x.yaml"]),
            ("report --format markdown", ["report", "last", "--format", "markdown"]),
            ("report --format html", ["report", "last", "--format", "html"]),
            ("report --format json", ["report", "last", "--format", "json"]),
            ("report --format junit", ["report", "last", "--format", "junit"]),
            ("test --from", ["test", "--from", "last"]),
            ("undo --dry-run", ["undo", "last", "--dry-run"]),
            ("undo --dry-run --format json", ["undo", "last", "--dry-run", "--format", "json"]),
            ("undo", ["undo", "last", "--yes"]),
            ("verify", ["verify", "last"]),
            ("lint", ["lint", "x.yaml"]),
            ("view", ["view", "x.yaml"]),
        ];
        foreach (var (place, arguments) in others)
        {
            sightings.LookAt(place, Program(lab).Run(arguments).NeverShows("internal error"));
        }

        sightings.LookInto("state", lab.State);
        sightings.Look("server log", await File.ReadAllTextAsync(server.Server.ServerLog, TestContext.Current.CancellationToken));
        await using var command = new NpgsqlCommand("SELECT coalesce(string_agg(query, E'\\n'), '') FROM pg_stat_statements", observer);
        var statistics = (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        Assert.Contains("pg_catalog", statistics, StringComparison.Ordinal);
        sightings.Look("pg_stat_statements", statistics);
        Assert.True(sightings.Looked > 1_000_000, $"only {sightings.Looked} characters were looked at");
        Assert.Equal("", string.Join('\n', sightings.Seen));
    }

    private static Runbook Program(Lab lab)
    {
        Directory.CreateDirectory(lab.Folder["tmp"]);
        var program = lab.Program.Environment("TMPDIR", lab.Folder["tmp"]).Environment("RUNBOOK_TRACE", "1").Environment("DOTNET_EnableDiagnostics", "0"); // no pipes among the temporary files
        for (var i = 0; i < Secrets.Length; i++)
        {
            program = program.Environment($"S{i}", Secrets[i]);
        }

        return program;
    }

    private static void Write(Lab lab)
    {
        var steps = new StringBuilder();
        for (var i = 0; i < Secrets.Length; i++)
        {
            lab.Folder.Write($"forms/{i}", string.Join('\n', Canaries.Encodings(Secrets[i]).Select(one => one.Text)) + "\n");
            steps.Append(Steps.Replace("FORMS", lab.Folder[$"forms/{i}"], StringComparison.Ordinal).Replace("SECRET", $"params.s{i}", StringComparison.Ordinal).Replace("NN", $"{i}", StringComparison.Ordinal));
        }

        var all = string.Join(", ", Secrets.Select((_, i) => $"params.s{i}"));
        var parameters = string.Concat(Secrets.Select((_, i) => $"  s{i}: {{ type: secret, from: 'env:S{i}' }}\n"));
        lab.Folder.Write("callee.yaml", Callee);
        lab.Folder.Write("x.yaml", $"{Head}params:\n{parameters}vars:\n  held: \"{{{{ params.s3 }}}}\"\nsteps:\n{steps}{Last.Replace("ALL", all, StringComparison.Ordinal)}outputs:\n  one: \"{{{{ params.s1 }}}}\"\n  echo: \"{{{{ steps.echo2.value ?? '' }}}}\"\n");
    }

    private const string Head = "runbook: 1\ntitle: Secrets everywhere\neffect: write\ndefaults: { on_failure: continue }\n";

    private const string Steps = """
          - { id: echoNN, sql: "SELECT {{ SECRET }} AS echo, length({{ SECRET }})", effect: read }
          - { id: shoutNN, sql: "SELECT shout({{ SECRET }})", effect: read }
          - { id: refuseNN, sql: "SELECT refuse({{ SECRET }})", effect: read }
          - { id: castNN, sql: "SELECT {{ SECRET }}::text::integer", effect: read }
          - { id: wrongNN, sql: "SELECT {{ SECRET }} FROM nowhere", effect: read }
          - id: twiceNN
            sql: INSERT INTO keys VALUES ({{ SECRET }} || 'x'), ({{ SECRET }} || 'x')
            effect: write
          - id: keptNN
            sql: INSERT INTO keys VALUES (md5({{ SECRET }})) ON CONFLICT DO NOTHING RETURNING {{ SECRET }} AS secret
            effect: write
            undo:
              - sql: DELETE FROM keys WHERE key = md5({{ SECRET }})
                effect: write
          - id: printNN
            shell: "dd if=FORMS bs=13 status=none; dd if=FORMS bs=7 status=none >&2; cat; sleep 0.03"
            stdin: "{{ SECRET }}"
            effect: read
          - id: breakNN
            shell: "cat; tail -c 2500 FORMS >&2; exit 3"
            stdin: "before {{ SECRET }} after"
            effect: read
            retry: { times: 1, delay: 10ms }
          - { id: againNN, shell: cat, stdin: "{{ steps.echoNN.value ?? 'nothing' }}", effect: read }
          - { id: alsoNN, sql: "SELECT {{ steps.printNN.stdout }}::text AS printed", effect: read }
          - { id: sentNN, http: "http://127.0.0.1:9/", method: POST, headers: { Authorization: "Bearer {{ SECRET }}" }, body: "{{ SECRET }}", effect: write }
          - { assert: "SECRET == 'something else'" }
          - { note: "noted {{ SECRET }}" }

        """;

    private const string Last = """
          - id: turns
            for_each: "[ALL]"
            shell: "cat; cat <<<word; exit 1"
            stdin: "{{ item }}"
            effect: read
          - id: called
            for_each: "[ALL]"
            call: callee.yaml
            with: { token: "{{ item }}" }
          - { shell: cat, stdin: "{{ vars.held }}", effect: read }

        """;

    private const string Callee = """
        runbook: 1
        title: Called
        effect: read
        params:
          token: { type: secret, from: "env:TOKEN" }
        targets:
          db: {}
        steps:
          - { id: print, shell: cat, stdin: "{{ params.token }}", effect: read }
          - { id: ask, sql: "SELECT {{ params.token }} AS token" }
        outputs:
          token: "{{ params.token }}"
          printed: "{{ steps.print.stdout }}"
          asked: "{{ steps.ask.value }}"

        """;
}
