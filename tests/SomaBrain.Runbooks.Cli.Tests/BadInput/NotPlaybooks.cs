using System.Text;
using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.BadInput;

public sealed class NotPlaybooks
{
    private static readonly string[] Files =
    [
        "binary.yaml", "picture.png", "folder.yaml", "empty.yaml", "comment.yaml", "list.yaml", "huge.yaml", "deep.yaml", "mappings.yaml", "aliases.yaml", "two.yaml", "helth.yaml", "sub/helth",
    ];

    [Fact]
    public void What_is_no_playbook_is_refused_with_a_place_and_a_hint()
    {
        using var lab = new Lab();
        Write(lab.Folder);
        var all = new StringBuilder();
        foreach (var file in Files)
        {
            var result = Lab.Checked(lab.Program.Run("lint", file)).Exits(3);
            Assert.Equal("", result.Output);
            all.Append("── ").AppendLine(file).Append(result.Errors);
            if (file != "folder.yaml")
            {
                Assert.Equal(result.Errors, lab.Program.Run("run", file, "--target", "scratch").Exits(3).Errors);
            }
        }

        Approved.Text(all.ToString(), Scrubber.Nothing.Folder(lab.Folder));
        Lab.Checked(lab.Program.Run("run", "folder.yaml")).Exits(3).Says("`folder.yaml` is a directory").Says("name one file in it");
        Assert.Empty(lab.Program.Run("lint", "health.yaml").Exits(0).Errors);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_told_apart()
    {
        using var lab = new Lab();
        File.CreateSymbolicLink(lab.Folder["loop.yaml"], lab.Folder["loop.yaml"]);
        Lab.Checked(lab.Program.Run("lint", "loop.yaml")).Exits(3).Says("`loop.yaml` cannot be read: its links lead in a circle");
    }

    [Fact]
    public void What_is_no_file_is_not_read()
    {
        using var lab = new Lab();
        using var made = System.Diagnostics.Process.Start("mkfifo", [lab.Folder["pipe.yaml"]]);
        made.WaitForExit();
        File.CreateSymbolicLink(lab.Folder["nowhere.yaml"], "/no/such/file.yaml");
        lab.Folder.Write("good.yaml", "runbook: 1\ntitle: x\neffect: read\nsteps:\n  - sql: SELECT 1\n");

        Lab.Checked(lab.Program.Run("lint", "pipe.yaml")).Exits(3).Says("`pipe.yaml` cannot be read: it is a pipe");
        Lab.Checked(lab.Program.Run("lint", "/dev/zero")).Exits(3).Says("`/dev/zero` cannot be read: it is a device");
        Lab.Checked(lab.Program.Run("lint", "nowhere.yaml")).Exits(3).Says("it is a link to `/no/such/file.yaml`, which is not there");
        Lab.Checked(lab.Program.Run("plan", "good.yaml", "--params-file", "pipe.yaml")).Exits(3).Says("it is a pipe");
        lab.Program.Run("lint", ".").Exits(0);
        lab.Program.Run("list").Exits(0);
    }

    [Fact]
    public void The_files_beside_playbooks_are_told_apart()
    {
        using var lab = new Lab();
        lab.Folder.Write("x.drill.yaml", "drill: 1\ntitle: x\n");
        lab.Folder.Write("runbook.targets.yaml", "targets: 1\nservers: { a: { conect: x } }\n");

        Lab.Checked(lab.Program.Run("lint", "x.drill.yaml")).Exits(3).Says("this is a drill, not a playbook").Says("`runbook drill` reads it");
        Lab.Checked(lab.Program.Run("lint", "runbook.targets.yaml")).Exits(3).Says("did you mean `connect`?");
    }

    private static void Write(TempFolder folder)
    {
        File.WriteAllBytes(folder["binary.yaml"], [0x72, 0x75, 0x00, 0xff, 0xfe, 0x80]);
        File.WriteAllBytes(folder["picture.png"], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
        Directory.CreateDirectory(folder["folder.yaml"]);
        folder.Write("empty.yaml", "");
        folder.Write("comment.yaml", "# nothing here\n");
        folder.Write("list.yaml", "- sql: SELECT 1\n");
        using (var huge = File.Create(folder["huge.yaml"]))
        {
            huge.SetLength(100 << 20);
        }

        folder.Write("deep.yaml", new string('[', 100_000));
        folder.Write("mappings.yaml", new string('{', 100_000));
        folder.Write("aliases.yaml", "runbook: 1\ntitle: &a x\nsummary: *a\nsteps:\n  - <<: *a\n    sql: SELECT 1\n");
        folder.Write("two.yaml", "runbook: 1\ntitle: x\nsteps:\n  - sql: SELECT 1\n---\nrunbook: 1\n");
        folder.Write("health.yaml", "runbook: 1\ntitle: x\neffect: read\nsteps:\n  - sql: SELECT 1\n");
        folder.Write("sub/health.yaml", "runbook: 1\ntitle: x\nsteps:\n  - sql: SELECT 1\n");
    }
}
