using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Writing;

/// <summary>A playbook to start from: it runs as it is on any server, and shows how one looks, asks, changes and checks.</summary>
internal static class NewPlaybook
{
    /// <param name="title">One line.</param>
    /// <param name="schema">Where the schema is for an editor, from the playbook's folder.</param>
    public static string Text(string title, string schema) => $$$"""
        # yaml-language-server: $schema={{{schema}}}
        runbook: 1
        title: {{{Written(title)}}}
        summary: What it does and why, in a sentence or two.
        owner: dba
        tags: [maintenance]
        effect: write   # the highest effect any step may have: read, write or destroy

        # What it asks for: `-p rows=500`. A hole such as {{ params.rows }} is a value, never a piece of SQL.
        params:
          rows: { type: integer, default: 1000, min: 1, help: Tables with more changed rows than this are analysed. }

        # Where it works: `--target prod`, a name of runbook.targets.yaml. Try it with `--target scratch`.
        targets:
          db: { role: primary, version: ">=13" }

        steps:
          # Look first. `runbook plan` executes the steps that read, and shows what the others would do.
          - id: stale
            title: Find tables whose statistics are old
            sql: |
              SELECT schemaname AS schema, relname AS name, n_mod_since_analyze AS changed
              FROM pg_stat_user_tables
              WHERE n_mod_since_analyze > {{ params.rows }}
              ORDER BY changed DESC

          # Ask before anything changes. Without a terminal the run waits here.
          - confirm: Renew the statistics of {{ steps.stale.count }} tables?
            when: steps.stale.count > 0

          # Change, with a limit. Each turn is one transaction: it is done as a whole, or not at all.
          - title: Renew the statistics of {{ item.schema }}.{{ item.name }}
            for_each: steps.stale.rows
            timeout: 10m
            sql: ANALYZE {{ item.schema | ident }}.{{ item.name | ident }}

          # Check, and say what to do when it is not as it should be.
          - id: left
            title: Count those that are left
            sql: SELECT count(*) FROM pg_stat_user_tables WHERE n_mod_since_analyze > {{ params.rows }}
          - assert: steps.left.value == 0
            severity: warn
            message: "{{ steps.left.value }} tables still have more than {{ params.rows }} changed rows"
            remedy: run it again; if they come back, look at autovacuum_analyze_scale_factor

        """;

    /// <summary>`archive-old_logs.yaml` is `Archive old logs`.</summary>
    public static string TitleOf(string path)
    {
        var words = Path.GetFileNameWithoutExtension(path).Replace('-', ' ').Replace('_', ' ').Trim();
        return words.Length == 0 ? "New playbook" : char.ToUpperInvariant(words[0]) + words[1..];
    }

    public static bool IsTitle(string text) => text.Trim().Length > 0 && !text.AsSpan().ContainsAny('\n', '\r', '\t') && TerminalText.Clean(text) == text;

    private static string Written(string title) => Simple.Regex.IsMatch(title) ? title : $"'{title.Replace("'", "''", StringComparison.Ordinal)}'";

    private static readonly Pattern Simple = new(@"\A[A-Za-z][A-Za-z0-9,./()-]*( [A-Za-z0-9,./()-]+)*\z");
}
