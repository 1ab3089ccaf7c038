namespace SomaBrain.Runbooks.Steps.Tests.Editors;

/// <summary>What an author sees: each is one session with the language server that most editors use for YAML.</summary>
public sealed class In_an_editor
{
    private const string Good = """
        runbook: 1
        title: t
        effect: write
        params:
          days: { type: integer, default: 30 }
        steps:
          - id: old
            sql: SELECT 1
            timeout: 1m
            retry: { times: 3 }
          - shell: [ls]
            effect: read
          - branch:
              - when: steps.old.value > 0
                steps:
                  - note: x
        """;

    [Fact]
    public void A_good_playbook_has_no_complaints()
    {
        using var server = new LanguageServer();
        server.Open("good.yaml", Good);
        Assert.Empty(server.Diagnostics("good.yaml"));
    }

    [Fact]
    public void Each_mistake_is_marked_where_it_is_in_words_that_say_what_to_do()
    {
        using var server = new LanguageServer();
        server.Open("bad.yaml", """
            runbook: 2
            titel: t
            effect: delete
            params:
              days: { type: integer, default: many, patern: x }
            steps:
              - sqll: SELECT 1
              - sql: SELECT 1
                timeout: 5
                rwos: 1
              - sql: SELECT 1
                note: x
              - shell: [ls]
              - id: Old
                note: x
              - note: x
                repeat: { times: 2 }
              - branch:
                  - when: "true"
                    steps:
                      - metric: connections
                        valu: 1
              - ask: How many?
                type: integer
                default: many
                pattern: x
              - ask: Which?
              - shell: [ls]
                effect: read
                parse: json
                save: a.json
                undo: [{ note: x }]
            """);
        var kinds = string.Join(", ", BuiltInSteps.ForReading().Keywords.Select(word => $"`{word}`"));
        Approved.Text(string.Join('\n', server.Diagnostics("bad.yaml")).Replace(kinds, "…", StringComparison.Ordinal) + "\n", Scrubber.Nothing);
    }

    [Fact]
    public void Over_a_key_stands_what_it_is_for()
    {
        using var server = new LanguageServer();
        server.Open("good.yaml", Good);
        Assert.Contains("The highest effect any step may have", server.Hover("good.yaml", 3, 2), StringComparison.Ordinal);
        Assert.Contains("One or more statements. Reads run in a READ ONLY transaction", server.Hover("good.yaml", 8, 5), StringComparison.Ordinal);
        Assert.Contains("For one attempt.", server.Hover("good.yaml", 9, 6), StringComparison.Ordinal);
        Assert.Contains("Further attempts after the first.", server.Hover("good.yaml", 10, 14), StringComparison.Ordinal);
        Assert.Contains("How long a statement waits", Hover("defaults: { lock_timeout: 1s }"), StringComparison.Ordinal);
        Assert.Contains("The arm is taken when", server.Hover("good.yaml", 14, 10), StringComparison.Ordinal);

        string Hover(string line)
        {
            server.Open("line.yaml", $"runbook: 1\ntitle: t\n{line}\nsteps: [{{ note: x }}]\n");
            return server.Hover("line.yaml", 3, line.IndexOf('{', StringComparison.Ordinal) + 3);
        }
    }

    [Fact]
    public void At_the_top_the_keys_that_are_not_there_yet_are_offered()
    {
        using var server = new LanguageServer();
        server.Open("top.yaml", "runbook: 1\ntitle: t\n\nsteps:\n  - note: x\n");
        var offered = server.Complete("top.yaml", 3, 0);
        Offers(offered, ["params", "targets", "vars", "defaults", "effect", "owner", "tags", "summary"]);
        Assert.DoesNotContain("title", offered);
        Assert.DoesNotContain("sql", offered);
    }

    [Fact]
    public void In_a_new_step_all_kinds_are_offered()
    {
        using var server = new LanguageServer();
        server.Open("step.yaml", "runbook: 1\ntitle: t\nsteps:\n  - id: a\n    \n");
        var offered = server.Complete("step.yaml", 5, 4);
        Offers(offered, [.. BuiltInSteps.ForReading().Keywords, "title", "when"]);
        Assert.DoesNotContain("id", offered);
    }

    [Fact]
    public void In_a_step_of_a_kind_only_its_own_options_are_offered()
    {
        using var server = new LanguageServer();
        server.Open("sql.yaml", "runbook: 1\ntitle: t\nsteps:\n  - sql: SELECT 1\n    \n  - note: x\n    \n");
        var ofSql = server.Complete("sql.yaml", 5, 4);
        Offers(ofSql, ["rows", "affected", "transaction", "session", "timeout", "on", "id"]);
        Assert.Empty(ofSql.Intersect(["shell", "note", "phrase", "message", "parse", "sql"]));
        var ofNote = server.Complete("sql.yaml", 7, 4);
        Assert.Contains("when", ofNote);
        Assert.Empty(ofNote.Intersect(["rows", "shell", "on", "database"]));
    }

    [Fact]
    public void Of_a_parameter_and_of_a_question_only_the_rules_of_its_type_are_offered()
    {
        using var server = new LanguageServer();
        server.Open("rules.yaml", "runbook: 1\ntitle: t\nparams:\n  a:\n    type: integer\n    \nsteps:\n  - ask: x\n    type: list\n    of: enum\n    \n    values: [a]\n");
        var ofNumber = server.Complete("rules.yaml", 6, 4);
        Offers(ofNumber, ["default", "optional", "help", "min", "max"]);
        Assert.Empty(ofNumber.Intersect(["pattern", "values", "of", "from"]));
        var ofWords = server.Complete("rules.yaml", 11, 4);
        Offers(ofWords, ["default", "optional", "when"]);
        Assert.Empty(ofWords.Intersect(["min", "max", "pattern", "from", "values"]));
        Assert.Contains("What an enum may be.", server.Hover("rules.yaml", 12, 5), StringComparison.Ordinal);
        Assert.Contains("What a `list` holds.", server.Hover("rules.yaml", 10, 5), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_only_some_words_fit_they_are_offered()
    {
        using var server = new LanguageServer();
        server.Open("words.yaml", "runbook: 1\ntitle: t\neffect: \nparams:\n  a:\n    type: \nsteps:\n  - note: x\n    on_failure: \n  - sql: SELECT 1\n    transaction: \n");
        Assert.Equal(["destroy", "read", "write"], server.Complete("words.yaml", 3, 8).Order(StringComparer.Ordinal));
        Offers(server.Complete("words.yaml", 6, 10), ["integer", "secret", "duration"]);
        Assert.Equal(["continue", "stop", "warn"], server.Complete("words.yaml", 9, 16).Order(StringComparer.Ordinal));
        Assert.Equal(["false", "true"], server.Complete("words.yaml", 11, 17).Order(StringComparer.Ordinal));
    }

    private static void Offers(IReadOnlyList<string> offered, string[] words) => Assert.Equal([], words.Except(offered));
}
