using System.Text.Json;
using SomaBrain.Runbooks.Cli.Errors;
using SomaBrain.Runbooks.Cli.Tests.Faults;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Tests.Linting;

public sealed class ErrorCatalogues(FaultServer server)
{
    private const string Own = """
        errors: 1
        entries:
          - { sqlstate: "22012", name: division_by_zero, cause: Nobody was there., solution: Wait for somebody., playbook: maintenance/wait }
          - { pattern: no such teapot, name: teapot, cause: It is broken., solution: Buy one. }

        """;

    [Fact]
    public void A_failed_step_shows_what_is_known_of_its_error()
    {
        using var lab = new Lab().Steps("  - { id: divide, sql: SELECT 1 / 0 }");
        lab.Folder.Write("errors.yaml", Own);
        lab.Run(server.Target("postgres")).Exits(1).Says("division_by_zero  SQLSTATE 22012").Says("  cause    Nobody was there.").Says("  playbook runbook run maintenance/wait");

        lab.Steps("  - { id: brew, shell: [sh, -c, \"echo no such teapot >&2; exit 3\"], effect: read }");
        lab.Run(server.Target("postgres")).Exits(1).Says("  solution Buy one.");
    }

    [Fact]
    public void What_the_program_carries_with_it_is_shown_where_the_folder_knows_nothing()
    {
        using var lab = new Lab().Steps("  - { id: divide, sql: \"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53300'; END $$\", effect: write }");
        lab.Run(server.Target("postgres")).Exits(1).Says("too_many_connections  SQLSTATE 53300");
        Lab.Checked(lab.Program.Run("explain", "53300")).Exits(0).Prints("too_many_connections");
    }

    [Fact]
    public void A_state_is_explained_from_the_catalogue_of_the_folder()
    {
        using var lab = new Lab();
        lab.Folder.Write("errors.yaml", Own);
        Lab.Checked(lab.Program.Run("explain", "22012")).Exits(0).Prints("Wait for somebody.");
        var json = JsonDocument.Parse(lab.Program.Run("explain", "22012", "--format", "json").Exits(0).Output).RootElement;
        Assert.Equal("maintenance/wait", json.GetProperty("playbook").GetString());
    }

    [Fact]
    public void A_wrong_catalogue_is_told_of_by_lint_and_stops_no_run()
    {
        using var lab = new Lab().Steps("  - { id: divide, sql: SELECT 1 / 0 }");
        lab.Folder.Write("errors.yaml", $"{Own}  - {{ name: x, cause: y, solution: z }}\n  - {{ sqlstate: \"22012\", name: x, cause: y, solution: z }}\n  - {{ pattern: ab, name: x, cause: y, solution: z }}\n  - {{ sqlstate: abc, nmae: x }}\n");
        Lab.Checked(lab.Program.Run("lint", "errors.yaml")).Exits(3)
            .Says("error[RB730]").Says("error[RB731]").Says("error[RB405]").Says("error[RB027]").Says("unknown key `nmae`").Says("did you mean `name`?").Says("errors.yaml:5:5");
        lab.Run(server.Target("postgres")).Exits(1).Says("Nobody was there.");
        lab.Folder.Write("errors.yaml", "errors: [");
        lab.Run(server.Target("postgres")).Exits(1).Says("error[RB430]");
    }

    [Fact]
    public void The_catalogue_that_the_program_carries_is_right()
    {
        var problems = new DiagnosticBag();
        var path = Repository.At("playbooks/errors.yaml");
        var entries = ErrorCatalogueReader.Read(new Source("errors.yaml", File.ReadAllText(path)), problems);
        Assert.Empty(problems);
        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.True(
            entry.Playbook is null || File.Exists(Repository.At($"playbooks/{entry.Playbook}.yaml")), $"{entry.Name} names the playbook {entry.Playbook}, which is not there"));
    }

    [Fact]
    public void The_documents_example_is_right()
    {
        var document = File.ReadAllText(Repository.At("docs/errors.md"));
        var example = document.Split("```yaml errors\n")[1].Split("```")[0];
        var problems = new DiagnosticBag();
        Assert.Equal(2, ErrorCatalogueReader.Read(new Source("errors.yaml", example), problems).Length);
        Assert.Empty(problems);
    }
}
