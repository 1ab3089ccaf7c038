using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Proving;

/// <summary>What was written before a crash, and edited before the resume, is good by every proof: so that it is told of.</summary>
public sealed class UnwitnessedLines(FaultServer server)
{
    private const string Asks = "  - shell: [echo, hi]\n    effect: read\n  - confirm: Go on?\n";

    private readonly string _target = server.NewTarget();

    [Fact]
    public void Lines_that_nobody_knew_before_a_resume_are_named()
    {
        using var lab = new Lab().Steps(Asks);
        lab.Run(_target).Exits(8);
        var last = File.ReadAllLines(Path.Combine(lab.State, lab.Runs()[^1], "journal.jsonl")).Length;
        AfterTheEnd.ForgetLast(lab);
        lab.IsWholeSoFar();
        lab.Resume("--yes").Exits(0);

        var said = $"lines 2–{last} were known to nobody before the run was resumed at ";
        lab.Program.Run("verify", "last").Exits(0).Prints(said);
        lab.Program.Run("verify").Exits(0).Prints(said);
        lab.Program.Run("verify", "last", "--format", "json").Exits(0).Prints($"\"unwitnessed\":[{{\"from\":2,\"to\":{last},\"until\":\"");
        lab.Program.Run("report", "last").Exits(0).Prints(said);
        lab.Program.Run("report", "last", "--format", "html").Exits(0).Prints(said);
        lab.Program.Run("report", "last", "--format", "junit").Exits(0).Prints(said);
        lab.Program.Run("report", "last", "--format", "json").Exits(0).Prints($"\"unwitnessed\":[{{\"from\":2,\"to\":{last}");
    }

    [Fact]
    public void A_run_that_waited_leaves_none()
    {
        using var lab = new Lab().Steps(Asks);
        lab.Run(_target).Exits(8);
        lab.Resume("--yes").Exits(0);
        lab.Program.Run("verify", "last").Exits(0).NeverShows("known to nobody");
        lab.Program.Run("report", "last").Exits(0).NeverShows("known to nobody");
    }
}
