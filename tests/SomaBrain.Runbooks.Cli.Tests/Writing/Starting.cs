using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Writing;

/// <summary>`runbook new`: what it writes is a playbook that can be run as it is.</summary>
public sealed class Starting
{
    [Fact]
    public void A_new_playbook_is_without_complaints_and_runs()
    {
        using var lab = new Lab();
        Directory.CreateDirectory(lab.Folder["playbooks"]);
        Lab.Checked(lab.Program.Run("new", "renew-statistics")).Exits(0).Prints("wrote playbooks/renew-statistics.yaml").Prints("--target scratch").Prints("runbook schema > playbooks/runbook.schema.json");

        var linted = Lab.Checked(lab.Program.Run("lint", "renew-statistics")).Exits(0);
        Assert.Equal("", linted.Errors);
        Assert.Contains("title: Renew statistics\n", File.ReadAllText(lab.Folder["playbooks/renew-statistics.yaml"]), StringComparison.Ordinal);
        Lab.Checked(lab.Program.Run("plan", "renew-statistics", "--target", "scratch")).Exits(0);
        Lab.Checked(lab.Program.Run("run", "renew-statistics", "--target", "scratch", "--yes", "-p", "rows=1")).Exits(0);
    }

    [Fact]
    public void What_to_type_next_can_be_copied_into_a_shell()
    {
        using var lab = new Lab();
        lab.Program.Run("new", "the boss's plan").Exits(0).Prints(@"try it: runbook plan 'the boss'\''s plan.yaml' --target scratch");
    }

    [Fact]
    public void A_file_that_is_there_is_never_overwritten()
    {
        using var lab = new Lab();
        lab.Folder.Write("x.yaml", "mine");
        Lab.Checked(lab.Program.Run("new", "x")).Exits(3).Says("RB910").Says("`x.yaml` is there already");
        Assert.Equal("mine", File.ReadAllText(lab.Folder["x.yaml"]));
        Lab.Checked(lab.Program.Run("new", "nowhere/x")).Exits(3).Says("RB911").Says("there is no such folder");
        Assert.False(Directory.Exists(lab.Folder["nowhere"]));
    }

    [Theory]
    [InlineData("Archive logs: all of them")]
    [InlineData("'quoted' # {{ no hole }} & *")]
    [InlineData("- [x]")]
    [InlineData("no")]
    [InlineData("Ärger mit \"Zeichen\" 漢字")]
    public void Any_line_can_be_the_title(string title)
    {
        using var lab = new Lab();
        lab.Program.Run("new", "x", "--title", title).Exits(0);
        Assert.Equal("", lab.Program.Run("lint", "x.yaml").Exits(0).Errors);
        Assert.StartsWith($"{title}  plan\n", lab.Program.Run("plan", "x.yaml", "--target", "scratch").Exits(0).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("\u001b[31mred")]
    [InlineData(" ")]
    public void What_is_no_line_is_no_title(string title)
    {
        using var lab = new Lab();
        Lab.Checked(lab.Program.Run("new", "x", "--title", title)).Exits(3).Says("RB912");
        Assert.False(File.Exists(lab.Folder["x.yaml"]));
    }

    [Fact]
    public void The_schema_is_named_from_where_the_playbook_is()
    {
        using var lab = new Lab();
        lab.Folder.Write("runbook.schema.json", lab.Program.Run("schema").Exits(0).Output);
        Directory.CreateDirectory(lab.Folder["playbooks"]);
        lab.Program.Run("new", "x").Exits(0).Prints("wrote");
        Assert.StartsWith("# yaml-language-server: $schema=../runbook.schema.json\n", File.ReadAllText(lab.Folder["playbooks/x.yaml"]), StringComparison.Ordinal);
        lab.Program.Run("new").Exits(0).Prints("# yaml-language-server: $schema=runbook.schema.json\nrunbook: 1\ntitle: New playbook\n");
    }

    [Theory]
    [InlineData("playbook", "runbook.schema.json")]
    [InlineData("targets", "schemas/targets.schema.json")]
    [InlineData("plan", "schemas/plan.schema.json")]
    [InlineData("journal", "schemas/journal.schema.json")]
    [InlineData("errors", "schemas/errors.schema.json")]
    [InlineData("test", "schemas/test.schema.json")]
    public void The_schemas_are_in_the_program(string format, string file)
    {
        using var lab = new Lab();
        Assert.Equal(File.ReadAllText(Repository.At(file.Split('/'))), lab.Program.Run("schema", format).Exits(0).Output);
        lab.Program.Run("schema", "playbok").Exits(64).Says("did you mean `playbook`?");
    }
}
