using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Secrecy;

/// <summary>
/// A server cuts a secret, turns it round, and tells of that in errors, notices and cells; a program wraps another into lines. No
/// part of either may show wherever something is written.
/// </summary>
public sealed class PartsInEverySink(TalkativeServer server)
{
    private const string Whole = "app-S3cretPart99x";

    private static readonly (string, string)[] Parts = [("the secret as part", "S3cretPart"), ("the secret as itself backwards", "x99traPter")];

    [Fact]
    public async Task No_part_shows_anywhere()
    {
        await server.StartAsync();
        using var lab = new Lab();
        lab.Folder.Write("runbook.targets.yaml", $"targets: 1\nservers: {{}}\njournal:\n  anchors:\n    - file: {lab.Folder["heads.jsonl"]}\n");
        lab.Folder.Write("x.yaml", $"{Head}{Steps}");
        lab.Folder.Write("w.yaml", $"{Head}{Waiting}");
        var sightings = new Sightings(Parts);
        (string Place, string[] Arguments)[] sinks =
        [
            ("plan", ["plan", "x.yaml", "--target", server.Target]),
            ("plan --format json", ["plan", "x.yaml", "--target", server.Target, "--format", "json"]),
            ("plan --format markdown", ["plan", "x.yaml", "--target", server.Target, "--format", "markdown"]),
            ("run --format json", ["run", "x.yaml", "--target", server.Target, "--format", "json"]),
            ("run --format nagios", ["run", "x.yaml", "--target", server.Target, "--format", "nagios"]),
            ("run --format prometheus", ["run", "x.yaml", "--target", server.Target, "--format", "prometheus"]),
            ("run", ["run", "w.yaml", "--target", server.Target]),
            ("resume", ["resume", "last", "--yes", "--verbose"]),
            ("run --verbose", ["run", "x.yaml", "--target", server.Target, "--verbose"]),
            ("anchor", ["anchor", "last"]),
            ("show", ["show", "last"]),
            ("show --format json", ["show", "last", "--format", "json"]),
            ("replay", ["replay", "last"]),
            ("replay --format json", ["replay", "last", "--format", "json"]),
            ("replay --check", ["replay", "last", "--check", "x.yaml"]),
            ("report --format markdown", ["report", "last", "--format", "markdown"]),
            ("report --format html", ["report", "last", "--format", "html"]),
            ("report --format json", ["report", "last", "--format", "json"]),
            ("report --format junit", ["report", "last", "--format", "junit"]),
            ("test --from", ["test", "--from", "last"]),
            ("undo --dry-run", ["undo", "last", "--dry-run"]),
            ("undo", ["undo", "last", "--yes"]),
        ];
        var printed = sinks.Select(sink => (sink.Place, Result: Program(lab).Run(sink.Arguments).NeverShows("internal error"))).ToDictionary(one => one.Place, one => one.Result);
        foreach (var (place, result) in printed)
        {
            sightings.LookAt(place, result);
        }

        sightings.LookInto("state", lab.State);
        sightings.Look("anchor", await File.ReadAllTextAsync(lab.Folder["heads.jsonl"], TestContext.Current.CancellationToken));
        sightings.Look("server log", await File.ReadAllTextAsync(server.Server.ServerLog, TestContext.Current.CancellationToken));
        Assert.Equal("", string.Join('\n', sightings.Seen));

        printed["run --verbose"].Says("the server says: invalid_text_representation; its words are withheld").Says("(22P02)").Says("(P0001)");
        printed["resume"].Says("its words are withheld");
        printed["show --format json"].Prints("2 notices of the server are withheld");

        var made = (await File.ReadAllTextAsync(lab.Folder["made.tsv"], TestContext.Current.CancellationToken)).Trim().Split('\t')[1];
        var wrapped = new Sightings(Lines(made).Select(line => ("the made secret as a line", line)));
        foreach (var (place, result) in printed)
        {
            wrapped.LookAt(place, result);
        }

        wrapped.LookInto("state", lab.State);
        Assert.Equal("", string.Join('\n', wrapped.Seen));
        printed["show --format json"].Prints(@"""masked"":""***\u000a***\u000a***""");
    }

    /// <summary>What `base64`, `xxd -p` and `fold` print of a text of 64 characters.</summary>
    private static IEnumerable<string> Lines(string text)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(text);
        return [.. Convert.ToBase64String(bytes).Chunk(76).Concat(Convert.ToHexStringLower(bytes).Chunk(60)).Concat(text.Chunk(20)).Select(line => new string(line)).Where(line => line.Length >= 8)];
    }

    private static Runbook Program(Lab lab) => lab.Program.Environment("PART", Whole).Environment("RUNBOOK_TRACE", "1");

    private const string Head = "runbook: 1\ntitle: Parts of a secret\neffect: write\ndefaults: { on_failure: continue }\nparams:\n  part: { type: secret, from: 'env:PART' }\nsteps:\n";

    private const string Steps = """
          - { id: cast, sql: "SELECT split_part({{ params.part }}, '-', 2)::int", effect: read }
          - { id: cut, sql: "SELECT substr({{ params.part | literal }}, 5, 10)::int", effect: read }
          - { id: noted, sql: "SELECT whisper({{ params.part }})", effect: read }
          - { id: told, sql: "SELECT tattle({{ params.part }})", effect: read, retry: { times: 1, delay: 10ms, on: [P0001] } }
          - { id: counted, sql: "SELECT whisper({{ params.part }})", rows: 7, effect: read }
          - { id: filed, sql: "SELECT whisper({{ params.part }}), tattle({{ params.part }}) AS told", save: filed.tsv, effect: read }
          - { id: written, sql: "INSERT INTO keys VALUES (tattle(whisper({{ params.part }})))", effect: write }
          - id: kept
            sql: INSERT INTO keys VALUES (md5(whisper({{ params.part }}))) ON CONFLICT DO NOTHING
            effect: write
            undo:
              - { sql: "SELECT tattle({{ params.part }})", effect: write }
          - { id: alone, sql: "SELECT tattle({{ params.part }})", effect: write, transaction: false }
          - { id: aside, sql: "SELECT whisper({{ params.part }})", effect: write, transaction: false }
          - { id: shown, preview: "SELECT tattle({{ params.part }})", sql: "INSERT INTO keys VALUES ({{ params.part }}) ON CONFLICT DO NOTHING", effect: write }
          - { id: asked, done_when: { sql: "SELECT tattle({{ params.part }}) = ''" }, sql: "INSERT INTO keys VALUES ({{ params.part }}) ON CONFLICT DO NOTHING", effect: write }
          - block:
              - { sql: "SELECT tattle({{ params.part }})", effect: read, on_failure: stop }
            rescue:
              - { note: "rescued from {{ error.message }}" }
          - { id: turned, sql: "SELECT reverse({{ params.part }}) AS turned", effect: read }
          - { assert: "steps.turned.value == 'no'" }
          - { metric: parts, value: steps.turned.value }
          - { note: "{{ steps.turned.value ?? '' }}" }
          - { shell: "cat; exit 1", stdin: "{{ steps.turned.value ?? '' }}", effect: read }
          - { id: sent, http: "http://127.0.0.1:9/", method: POST, headers: { Authorization: "Bearer {{ steps.turned.value ?? '' }}" }, body: "{{ params.part }}", effect: write }
          - { id: made, secret: "generate:64", save: made.tsv, key: it }
          - { id: wrapped, shell: "s=$(cat); printf %s $s | base64; printf %s $s | xxd -p; printf %s $s | fold -w 20", stdin: "{{ steps.made.value }}", effect: read }

        """;

    private const string Waiting = """
          - { id: before, sql: "SELECT whisper({{ params.part }})", effect: read }
          - { confirm: "go on?" }
          - { id: told, sql: "INSERT INTO keys VALUES (tattle({{ params.part }}))", effect: write }
          - { id: noted, sql: "SELECT whisper({{ params.part }})", effect: read }

        """;
}
