using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Proving;

/// <summary>Runs that the site log knows and whose directory, or journal, is not there any more.</summary>
public sealed class GoneRuns
{
    private const string Target = "host=/nowhere";

    [Fact]
    public void The_last_run_is_the_one_that_the_site_log_saw_last()
    {
        using var lab = Twice();
        var runs = lab.Runs();
        Directory.Delete(Path.Combine(lab.State, runs[1]), recursive: true);
        lab.Program.Run("verify", "last").Exits(32).Prints($"tampered: run {runs[1]}").Says("the run's directory is gone").Says("RB515");
        lab.Program.Run("verify", runs[1]).Exits(32).Prints($"tampered: run {runs[1]}");
        lab.Program.Run("verify", runs[1], "--format", "json").Exits(32).Prints("\"verdict\":\"tampered\"");
        lab.Program.Run("verify", runs[0]).Exits(0).NeverShows("RB515");
        lab.Program.Run("verify", "2099").Exits(3).Says("RB505");
        lab.Program.Run("show", runs[1]).Exits(3).Says("RB515");
    }

    [Theory]
    [InlineData("show")]
    [InlineData("report")]
    [InlineData("replay")]
    [InlineData("resume")]
    [InlineData("undo")]
    [InlineData("anchor")]
    public void A_run_without_its_journal_is_told_of_by_every_command(string command)
    {
        using var lab = Twice();
        var run = lab.Runs()[1];
        File.Delete(Path.Combine(lab.State, run, "journal.jsonl"));
        Lab.Checked(lab.Program.Run(command, run)).Exits(3).Says("RB515").Says("`runbook verify`");
        Assert.False(File.Exists(Path.Combine(lab.State, run, "journal.jsonl")));

        File.WriteAllText(Path.Combine(lab.State, run, "journal.jsonl"), "");
        lab.Program.Run("resume", run).Exits(3).Says("RB511").NeverShows("RB525");
    }

    private static Lab Twice()
    {
        var lab = new Lab().Steps("  - shell: [echo, hi]\n    effect: read\n");
        lab.Run(Target).Exits(0);
        lab.Run(Target).Exits(0);
        return lab;
    }
}
