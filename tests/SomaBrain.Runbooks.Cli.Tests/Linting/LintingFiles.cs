using System.Text.Json;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Linting;

public sealed partial class LintingFiles
{
    /// <summary>The sections of the documentation have a test of their own.</summary>
    private static readonly Scrubber Explained = Scrubber.Nothing.Pattern(Sections(), "\"markdown\": …");

    private const string Clean = "runbook: 1\ntitle: Clean\neffect: read\nsteps:\n  - sql: SELECT 1\n";

    private const string Locks = """
        runbook: 1
        title: "100 %, or: more"
        effect: write
        defaults: { timeout: 1m }
        steps:
          - id: old
            sql: |
              -- a comment
              CREATE INDEX ON audit_log (created_at);
              ALTER TABLE audit_log ADD COLUMN note text
          - assert: targets.db.up
        """;

    private const string Wrong = "runbook: 1\ntitle: Wrong\nsteps:\n  - sql: ALTER ROLE app PASSWORD 'geheim77'\n  - sqll: SELECT 1\n";

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("github")]
    [InlineData("sarif")]
    public void Several_files_are_told_of_in_each_format(string format)
    {
        using var lab = Written();
        var result = Lab.Checked(lab.Program.Run("lint", "--format", format, "clean.yaml", "sub", "wrong: one.yaml")).Exits(3).NeverShows("geheim77");
        Approved.Text($"── standard output\n{result.Output}── standard error\n{result.Errors}", Explained, format);
    }

    [Theory]
    [InlineData("clean.yaml", 0)]
    [InlineData("sub", 0)]
    [InlineData("wrong: one.yaml", 3)]
    [InlineData("/nowhere/100 %.yaml", 3)]
    public void SARIF_is_what_its_schema_says(string file, int code)
    {
        using var lab = Written();
        var log = lab.Program.Run("lint", "--format", "sarif", file).Exits(code).Output;
        Assert.Equal("[]", NodeClient.Run("sarif.mjs", log));
    }

    [Fact]
    public void The_schema_of_SARIF_refuses_what_is_none() => Assert.Contains("must have required property 'tool'", NodeClient.Run("sarif.mjs", "{\"version\":\"2.1.0\",\"runs\":[{}]}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("x-{{ run.id }}.dat", 3)]
    [InlineData("x.{{ run.id }}/y", 3)]
    [InlineData("x-{{ run.id }}.csv", 0)]
    [InlineData("x-{{ run.id }}", 0)]
    [InlineData("{{ run.id }}.c{{ params.v }}", 0)]
    public void The_form_of_what_is_saved_is_checked_as_far_as_it_is_known(string save, int code)
    {
        using var lab = new Lab().Steps($"  - sql: SELECT 1\n    save: \"{save}\"", "effect: read\nparams: { v: { type: string, default: sv } }\n");
        lab.Program.Run("lint", "x.yaml").Exits(code);
    }

    [Fact]
    public void An_empty_file_of_tests_begins_with_test()
    {
        using var lab = new Lab().Steps("  - note: x");
        lab.Folder.Write("x.test.yaml", "");
        lab.Program.Run("test", "x.yaml").Exits(3).Says("begin with `test: 1`");
    }

    [Fact]
    public void Warnings_end_with_0_and_with_3_where_they_are_not_wanted()
    {
        using var lab = Written();
        lab.Program.Run("lint", "sub").Exits(0).Prints("1 playbook, 4 warnings");
        lab.Program.Run("lint", "sub", "--strict").Exits(3);
        lab.Program.Run("lint", "clean.yaml", "--strict").Exits(0).Prints("1 playbook, no errors");
    }

    [Fact]
    public void A_folder_is_searched_for_playbooks_and_nothing_else()
    {
        using var lab = Written();
        lab.Folder.Write("sub/.git/x.yaml", Wrong);
        lab.Folder.Write("sub/notes.txt", Wrong);
        lab.Folder.Write("sub/compose.yaml", "services: {}\n");
        lab.Folder.Write("sub/deeper/clean.yml", Clean);
        lab.Program.Run("lint", "sub").Exits(0).Prints("2 playbooks, 4 warnings");
        Directory.CreateDirectory(lab.Folder["empty"]);
        Lab.Checked(lab.Program.Run("lint", "empty")).Exits(3).Says("RB901").Says("no playbook is in the directory `empty`");
    }

    /// <summary>Files are looked through in parts of 4 KiB.</summary>
    [Fact]
    public void A_playbook_is_found_wherever_its_key_stands_and_whatever_its_file_begins_with()
    {
        using var lab = Written();
        int[] before = [4080, 4086, 4087, 4088, 4094, 4095, 4096, 9000];
        foreach (var length in before)
        {
            lab.Folder.Write($"far/{length}.yaml", $"#{new string('x', length - 2)}\n{Clean}");
            lab.Folder.Write($"far/none-{length}.yaml", $"#{new string('x', length - 2)} runbook: 1\n");
        }

        lab.Folder.Write("far/marked.yaml", $"\uFEFF{Clean}");
        lab.Folder.Write("far/empty.yaml", "");
        lab.Program.Run("lint", "far").Exits(0).Prints($"{before.Length + 1} playbooks, no errors");
    }

    [Fact]
    public void A_wrong_file_does_not_hide_what_is_to_be_said_of_another()
    {
        using var lab = Written();
        var codes = lab.Program.Run("lint", "--format", "json", "wrong: one.yaml", "sub").Exits(3).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("code").GetString());
        Assert.Contains("RB333", codes);
        Assert.Contains("RB336", codes);
    }

    [Fact]
    public void More_problems_than_are_shown_are_counted()
    {
        using var lab = new Lab();
        lab.Folder.Write("many.yaml", $"runbook: 1\ntitle: Many\nsteps:\n{string.Concat(Enumerable.Repeat("  - sqll: SELECT 1\n", 137))}");
        lab.Program.Run("lint", "many.yaml").Exits(3).Says("137 problems were found, 100 of them are shown").Says("100 errors, 1 warning");
    }

    [Fact]
    public void A_playbook_with_a_password_is_not_run()
    {
        using var lab = Written();
        Lab.Checked(lab.Program.Run("run", "wrong: one.yaml", "--target", "scratch")).Exits(3).Says("RB336").NeverShows("geheim77");
        Assert.False(Directory.Exists(lab.State), "nothing was begun");
    }

    [Fact]
    public void A_short_secret_is_told_of_when_a_run_is_given_it()
    {
        using var lab = new Lab().Steps(
            "  - shell: [\"true\"]\n    effect: read\n    env: { P: \"{{ params.pin }}\" }", "params: { pin: { type: secret, from: env:PIN } }\n");
        lab.Program.Environment("PIN", "4711").Run("plan", "x.yaml", "--target", "postgresql:///x?host=/nowhere").Says("RB337").NeverShows("4711");
        lab.Program.Environment("PIN", "47114711").Run("plan", "x.yaml", "--target", "postgresql:///x?host=/nowhere").NeverShows("RB337");
    }

    [Theory]
    [InlineData("  - confirm: Empty it?\n  - call: callee.yaml\n", 0)]
    [InlineData("  - call: callee.yaml\n  - confirm: Empty it?\n", 3)]
    [InlineData("  - call: asking.yaml\n  - call: callee.yaml\n", 0)]
    [InlineData("  - call: asking.yaml\n    when: run.id == 'x'\n  - call: callee.yaml\n", 3)]
    public void A_question_counts_across_calls(string steps, int code)
    {
        const string Head = "runbook: 1\ntitle: x\neffect: destroy\ndefaults: { timeout: 1m }\nsteps:\n";
        using var lab = new Lab();
        lab.Folder.Write(".git/HEAD", "");
        lab.Folder.Write("callee.yaml", $"{Head}  - sql: DELETE FROM audit_log\n");
        lab.Folder.Write("asking.yaml", $"{Head}  - confirm: Go on?\n");
        lab.Folder.Write("caller.yaml", $"{Head}{steps}");
        var result = Lab.Checked(lab.Program.Run("lint", "caller.yaml", "--strict")).Exits(code);
        if (code != 0)
        {
            result.Says("RB325").Says("caller.yaml:").Says("callee.yaml destroys");
        }
    }

    [Fact]
    public void The_playbooks_of_this_repository_have_nothing_to_be_told_of()
    {
        using var lab = new Lab();
        Lab.Checked(lab.Program.Run("lint", Repository.At("playbooks"), "--strict")).Exits(0);
    }

    private static Lab Written()
    {
        var lab = new Lab();
        lab.Folder.Write("clean.yaml", Clean);
        lab.Folder.Write("sub/locks.yaml", Locks);
        lab.Folder.Write("wrong: one.yaml", Wrong);
        return lab;
    }

    [GeneratedRegex("""\"markdown\": .*""")]
    private static partial Regex Sections();
}
