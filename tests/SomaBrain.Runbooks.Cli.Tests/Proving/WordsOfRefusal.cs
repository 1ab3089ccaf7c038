using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Proving;

/// <summary>What is refused of reports, replays and proofs, and in whose words.</summary>
public sealed class WordsOfRefusal
{
    [Fact]
    public void What_cannot_be_done_is_refused_and_says_why()
    {
        using var lab = new Lab().Steps("  - shell: [echo, hi]\n    effect: read\n");
        lab.Run("host=/nowhere").Exits(0);
        lab.Program.Run("replay", "last", "--until", "1", "--check", "x.yaml").Exits(64).Says("--until");
        lab.Program.Run("report", "last", "--out", "x.pdf").Exits(64).Says("`.pdf`").Says("--format");
        Assert.False(File.Exists(lab.Folder["x.pdf"]));
        lab.Program.Run("report", "last", "--out", "x.pdf", "--format", "markdown").Exits(0);
        lab.Program.Run("report", "last", "--out", "x.HTML").Exits(0);
        lab.Program.Run("report", "last", "--out", "report").Exits(0);
        lab.Program.Run("verify", "last", "--targets", "nope.yaml").Exits(3).Says("there is no targets file `nope.yaml`").NeverShows("readable");
        lab.Program.Run("test", "--from", "last", "--out", "nowhere/x.yaml").Exits(3).Says("there is no such folder").NeverShows("Could not find");
        lab.Program.Run("test", "--from", "last", "--out", "x.yaml").Exits(3).Says("File exists");
        using var run = lab.Script("RUNBOOK_STATE=/proc/nowhere $R history");
        run.Ends().Says("RB502").Says("there is no such folder").NeverShows("Could not find");
    }
}
