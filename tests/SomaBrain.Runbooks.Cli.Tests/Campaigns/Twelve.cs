namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <summary>
/// Twelve steps of every kind. Each write adds a row to `ledger`, whose keys nothing in the database keeps apart: so a step that
/// is carried out twice, or not at all, is seen.
/// </summary>
internal static class Twelve
{
    public static readonly string[] Rows =
    [
        "sql", "each a", "each b", "each c", "shell", "if", "tried", "rescued", "always", "called", "alone", "turn 0", "turn 1", "http", "undoable", "last", "finally",
    ];

    public static Plot Plot { get; } = new(Playbook, Rows, Row);

    /// <summary>The row of a step, by its place.</summary>
    private static string Row(string key) => key switch
    {
        "1" => "sql",
        "2[0]" => "each a",
        "2[1]" => "each b",
        "2[2]" => "each c",
        "3" => "shell",
        "5.1.3" => "if",
        "6.block.1" => "tried",
        "6.rescue.1" => "rescued",
        "6.always.1" => "always",
        "7.call.1" => "called",
        "8" => "alone",
        "9[0]" => "turn 0",
        "9[1]" => "turn 1",
        "10" => "http",
        "12" => "undoable",
        "14" => "last",
        "finally.1" => "finally",
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "no step adds a row there"),
    };

    public const string Callee = """
        runbook: 1
        title: called
        params: { what: { type: string } }
        steps:
          - { id: inner, sql: "INSERT INTO ledger VALUES ({{ params.what }}) RETURNING step" }
        outputs: { said: "{{ steps.inner.row.step ?? 'lost' }}" }
        """;

    /// <param name="web">Where a POST adds the row `http`.</param>
    /// <param name="folder">For the file of a secret.</param>
    private static string Playbook(Uri web, string folder) => $$$"""
        runbook: 1
        title: twelve
        vars: { word: "{{ steps.one.row.step ?? 'sql' }}" }
        steps:
          - { id: one, sql: INSERT INTO ledger VALUES ('sql') RETURNING step, affected: 1 }
          - { id: turns, sql: "INSERT INTO ledger VALUES ('each ' || {{ item }}::text)", for_each: "['a', 'b', 'c']" }
          - id: outside
            shell: [psql, -qAt, -c, "INSERT INTO ledger VALUES ('shell')"]
            effect: write
            done_when: { sql: "SELECT count(*) > 0 FROM ledger WHERE step = 'shell'" }
          - { id: sure, confirm: Go on? }
          - branch:
              - when: vars.word == 'sql'
                steps:
                  - { id: many, sql: SELECT count(*)::int AS n FROM ledger WHERE step LIKE 'each %' }
                  - { assert: steps.many.value == 3 }
                  - sql: INSERT INTO ledger VALUES ('if')
          - block:
              - sql: INSERT INTO ledger VALUES ('tried')
              - { metric: size, value: steps.many.value, unit: rows }
              - assert: 1 == 2
            rescue:
              - sql: "INSERT INTO ledger SELECT 'rescued' WHERE {{ error.code }} <> ''"
            always:
              - sql: INSERT INTO ledger VALUES ('always')
          - { id: call, call: callee.yaml, with: { what: called } }
          - id: alone
            sql: INSERT INTO ledger VALUES ('alone')
            transaction: false
            done_when: { sql: "SELECT count(*) > 0 FROM ledger WHERE step = 'alone'" }
          - id: repeated
            sql: "INSERT INTO ledger VALUES ('turn ' || {{ index }}::text)"
            repeat: { times: 2 }
          - id: web
            http: "{{{web}}}"
            method: POST
            effect: write
            timeout: 3s
            done_when: { sql: "SELECT count(*) > 0 FROM ledger WHERE step = 'http'" }
          - { id: key, secret: "generate:32", save: "{{{folder}}}/secrets", key: app }
          - id: undoable
            sql: INSERT INTO ledger VALUES ('undoable')
            retry: { times: 2 }
            undo:
              - sql: DELETE FROM ledger WHERE step = 'undoable'
          - { note: "called {{ steps.call.said ?? '-' }}" }
          - { id: last, sql: INSERT INTO ledger VALUES ('last') }
        finally:
          - sql: INSERT INTO ledger VALUES ('finally')
        """;
}
