using System.Text;
using SomaBrain.Runbooks.Cli.Tests.Faults;
using SomaBrain.Runbooks.Journaling;

namespace SomaBrain.Runbooks.Cli.Tests.Proving;

/// <summary>What stands behind the end of a run: written by somebody else, or torn by a crash.</summary>
public sealed class AfterTheEnd
{
    private const string Target = "host=/nowhere";

    [Theory]
    [InlineData("review", "\"by\":\"eve\"")]
    [InlineData("checkpoint", "\"head\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"events\":2,\"where\":\"file:x\"")]
    public void A_line_that_nobody_knows_does_not_pass_on_an_anchored_copy(string kind, string fields)
    {
        using var lab = Done("journal: { anchors: [{ file: heads.jsonl }] }");
        var journal = Journal(lab);
        Directory.CreateDirectory(lab.Folder["copy"]);
        foreach (var folder in new[] { "playbooks", "outputs" }.Where(folder => Directory.Exists(Path.Combine(Path.GetDirectoryName(journal)!, folder))))
        {
            Directory.CreateDirectory(lab.Folder[$"copy/{folder}"]);
            Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(journal)!, folder)).ToList().ForEach(file => File.Copy(file, lab.Folder[$"copy/{folder}/{Path.GetFileName(file)}"]));
        }

        File.Copy(journal, lab.Folder["copy/journal.jsonl"]);
        lab.Program.Run("verify", "copy", "--targets", "runbook.targets.yaml").Exits(0);

        var lines = Victim.Lines(File.ReadAllBytes(journal));
        File.AppendAllText(lab.Folder["copy/journal.jsonl"], $"{{\"v\":1,\"seq\":{lines.Count + 1},\"at\":\"2026-11-22T16:40:12.000000Z\",\"prev\":\"{JournalLine.Hash(lines[^1])}\",\"kind\":\"{kind}\",{fields}}}\n");
        lab.Program.Run("verify", "copy", "--targets", "runbook.targets.yaml").Exits(33).Says($"line {lines.Count + 1} stands after the run's end");

        File.Copy(lab.Folder["copy/journal.jsonl"], journal, overwrite: true);
        lab.Program.Run("verify", "last").Exits(32).Says("after the end that the site log knows");

        var head = JournalLine.Hash(Victim.Lines(File.ReadAllBytes(journal))[^1]);
        lab.Program.Run("verify", "copy", "--targets", "runbook.targets.yaml", "--head", head).Exits(0);
    }

    [Fact]
    public void A_torn_tail_behind_an_end_that_the_site_log_knows_is_no_crash()
    {
        using var lab = Done();
        File.AppendAllText(Journal(lab), "{\"v\":1,");
        var bytes = File.ReadAllBytes(Journal(lab));
        lab.Program.Run("verify", "last").Exits(32).Says("after the end that the site log knows");
        lab.Resume().Exits(3).Says("RB511");
        lab.Program.Run("anchor", "last").Exits(3).Says("RB511");
        Assert.Equal(bytes, File.ReadAllBytes(Journal(lab)));
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(Journal(lab))!, "*torn*"));
    }

    [Fact]
    public void A_crash_behind_the_end_is_put_aside_and_on_record()
    {
        using var lab = Done();
        ForgetLast(lab);
        File.AppendAllText(Journal(lab), "{\"v\":1,");
        lab.Program.Run("verify", "last").Exits(31).Says("RB510");
        lab.Resume().Exits(3).Says("RB907");
        Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(Journal(lab))!, "*torn*"));
        Assert.Contains("\"kind\":\"recovered\"", Encoding.UTF8.GetString(Victim.Lines(File.ReadAllBytes(Journal(lab)))[^1]), StringComparison.Ordinal);
        lab.Program.Run("verify", "last").Exits(0).Prints("known to nobody before the run was resumed at");
        lab.Program.Run("anchor", "last").Exits(0);
    }

    /// <summary>As a kill leaves the site log: it knows less than the journal.</summary>
    internal static void ForgetLast(Lab lab)
    {
        var site = Path.Combine(lab.State, "site.jsonl");
        File.WriteAllText(site, string.Concat(File.ReadAllLines(site)[..^1].Select(line => $"{line}\n")));
    }

    private static Lab Done(string journal = "journal: {}")
    {
        var lab = new Lab().Steps("  - shell: [seq, 1, 9000]\n    effect: read\n");
        lab.Folder.Write("runbook.targets.yaml", $"targets: 1\nservers: {{}}\n{journal}\n");
        lab.Run(Target).Exits(0);
        return lab;
    }

    private static string Journal(Lab lab) => Path.Combine(lab.State, lab.Runs()[^1], "journal.jsonl");
}
