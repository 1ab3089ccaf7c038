using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Proving;

/// <summary>A run as it stands in the state directory, copied elsewhere, and with what lies beside its journal.</summary>
public sealed class Copies
{
    private const string Target = "host=/nowhere";

    [Fact]
    public void A_copy_alone_is_proven_by_the_head_that_was_printed()
    {
        using var lab = Done();
        var (run, head) = (Run(lab), Head(lab));
        Directory.Move(run, lab.Folder["copy"]);
        lab.Program.Run("verify", "copy").Exits(33).Says("no site log is beside it");
        lab.Program.Run("verify", "copy", "--head", head).Exits(0).Prints($"ok: run {Path.GetFileName(run)}");
        lab.Program.Run("verify", "./copy/", "--head", new string('0', 64)).Exits(32).Says("no line is the one whose head was given");
        lab.Program.Run("verify", "copy", "--head", "abc").Exits(64).Says("is no head");
        lab.Program.Run("verify", "--head", head).Exits(64);
        Directory.CreateDirectory(lab.Folder["empty"]);
        lab.Program.Run("verify", "empty").Exits(3).Says("RB566");
    }

    [Fact]
    public void A_head_of_an_earlier_line_does_not_prove_the_end()
    {
        using var lab = Done();
        var second = Journaling.JournalLine.Hash(Victim.Lines(File.ReadAllBytes(Path.Combine(Run(lab), "journal.jsonl")))[1]);
        lab.Program.Run("verify", "last", "--head", second).Exits(33).Says("that of line 2");
    }

    [Fact]
    public void A_copy_of_the_whole_state_has_its_site_log()
    {
        using var lab = Done();
        Directory.Move(lab.State, lab.Folder["audit"]);
        lab.Program.Run("verify", Path.Combine("audit", Path.GetFileName(Directory.EnumerateDirectories(lab.Folder["audit"], "2*").Single()))).Exits(0);
    }

    [Theory]
    [InlineData("outputs")]
    [InlineData("playbooks")]
    public void What_lies_beside_the_journal_is_as_it_was_written_or_the_run_is_tampered_with(string folder)
    {
        using var lab = Done();
        var file = Directory.EnumerateFiles(Path.Combine(Run(lab), folder)).First();
        var text = File.ReadAllText(file);
        File.WriteAllText(file, text.Replace('e', 'f'));
        lab.Program.Run("verify", "last").Exits(32).Says($"`{folder}/{Path.GetFileName(file)}` is not as it was written");
        File.Delete(file);
        lab.Program.Run("verify", "last").Exits(32).Says("is gone");
        File.WriteAllText(file, text);
        lab.Program.Run("verify", "last").Exits(0);
    }

    [Fact]
    public void Without_a_run_all_are_verified_and_one_that_is_gone_is_named()
    {
        using var lab = Done();
        lab.Run(Target).Exits(0);
        lab.Run(Target).Exits(0);
        Assert.Equal(3, lab.Program.Run("verify").Exits(0).Output.Split("ok  ").Length - 1);
        var runs = Directory.EnumerateDirectories(lab.State, "2*").Order().ToList();
        File.AppendAllText(Path.Combine(runs[1], "journal.jsonl"), "x");
        lab.Program.Run("verify").Exits(32).Says("RB511");
        Directory.Delete(runs[0], recursive: true);
        lab.Program.Run("verify").Exits(32).Says("RB515").Says(Path.GetFileName(runs[0]));
        File.Delete(Path.Combine(runs[2], "journal.jsonl"));
        lab.Program.Run("verify").Exits(32).Says("journal.jsonl is gone");
        lab.Program.Run("verify", "--format", "json").Exits(32).Prints("[{\"run\":");
    }

    private static Lab Done()
    {
        var lab = new Lab().Steps("  - shell: [seq, 1, 9000]\n    effect: read\n");
        lab.Run(Target).Exits(0);
        return lab;
    }

    private static string Run(Lab lab) => Directory.EnumerateDirectories(lab.State, "2*").Single();

    private static string Head(Lab lab) => lab.Program.Run("verify", "last", "--format", "json").Exits(0).Output.Split("\"head\":\"")[1][..64];
}
