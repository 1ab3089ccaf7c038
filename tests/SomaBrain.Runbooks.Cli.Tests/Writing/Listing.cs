using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Writing;

public sealed class Listing
{
    [Fact]
    public void Each_playbook_has_a_line_and_a_broken_one_its_error()
    {
        using var lab = Folder();
        Approved.Text(Lab.Checked(lab.Program.Environment("RUNBOOK_PATH", "more").Run("list")).Exits(0).Output, Scrubber.Nothing);
    }

    [Fact]
    public void As_JSON()
    {
        using var lab = Folder();
        Approved.Text(Lab.Checked(lab.Program.Environment("RUNBOOK_PATH", "more").Run("list", "--format", "json")).Exits(0).Output, Scrubber.Nothing);
    }

    [Fact]
    public void Where_there_are_none_that_is_said()
    {
        using var lab = new Lab();
        lab.Program.Run("list").Exits(0).Prints("no playbooks in ./playbooks and $RUNBOOK_PATH");
        lab.Program.Run("list", "--format", "json").Exits(0).Prints("[]");
    }

    private static Lab Folder()
    {
        var lab = new Lab();
        lab.Folder.Write("playbooks/archive.yaml", "runbook: 1\ntitle: Archive old audit logs\neffect: write\nowner: dba\ntags: [maintenance, audit]\nsteps: [{ note: x }]\n");
        lab.Folder.Write("playbooks/broken.yaml", "runbook: 1\ntitle: t\nsteps:\n  - sqll: SELECT 1\n");
        lab.Folder.Write("playbooks/empty.yaml", "");
        lab.Folder.Write("playbooks/archive.drill.yaml", "drill: 1\n");
        lab.Folder.Write("playbooks/runbook.targets.yaml", "targets: 1\nservers: {}\n");
        lab.Folder.Write("playbooks/emergency/failover.yaml", "runbook: 1\ntitle: Fail over\nsummary: To the standby.\nsteps: [{ note: x }]\n");
        lab.Folder.Write("more/check.yaml", "runbook: 1\ntitle: \"Check \\e[31mred\"\neffect: read\nsteps: [{ note: x }]\n");
        return lab;
    }
}
