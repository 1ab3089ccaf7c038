using System.Text;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Tests.Faults;
using SomaBrain.Runbooks.Journaling;

namespace SomaBrain.Runbooks.Cli.Tests.Proving;

/// <summary>A journal that a later program wrote: every command says that, and none guesses.</summary>
public sealed partial class LaterFormats
{
    [Theory]
    [InlineData("show", 3)]
    [InlineData("report", 3)]
    [InlineData("replay", 3)]
    [InlineData("resume", 3)]
    [InlineData("anchor", 3)]
    [InlineData("undo", 3)]
    [InlineData("verify", 33)]
    public void It_needs_a_newer_runbook(string command, int code)
    {
        using var lab = Later();
        Lab.Checked(lab.Program.Run(command, "last")).Exits(code).Says("RB513");
    }

    [Fact]
    public void The_history_lists_it()
    {
        using var lab = Later();
        lab.Program.Run("history").Exits(0).Prints(lab.Runs()[0]).Prints("needs a newer runbook");
        lab.Program.Run("history", "--format", "json").Exits(0).Prints("\"status\":\"needs-newer\"");
    }

    private static Lab Later()
    {
        var lab = new Lab().Steps("  - shell: [echo, hi]\n    effect: read\n");
        lab.Run("host=/nowhere").Exits(0);
        var run = lab.Runs()[0];
        var journal = Path.Combine(lab.State, run, "journal.jsonl");
        var (head, count) = (JournalLine.Hash(JournalLine.Header(run)), 0);
        List<string> lines = [];
        var site = new SiteLog(Path.Combine(lab.State, "site.jsonl"), TimeProvider.System);
        File.Delete(site.Path);
        foreach (var line in File.ReadAllLines(journal))
        {
            lines.Add($"{Prev().Replace(line, $"\"prev\":\"{head}\"", 1).Replace("{\"v\":1,", "{\"v\":2,", StringComparison.Ordinal)}\n");
            (head, count) = (JournalLine.Hash(Encoding.UTF8.GetBytes(lines[^1])), count + 1);
            if (count == 1)
            {
                site.Record(SiteKind.Opened, run, new(1, head), "x.yaml");
            }
        }

        File.WriteAllText(journal, string.Concat(lines));
        site.Record(SiteKind.Closed, run, new(count, head), "x.yaml");
        return lab;
    }

    [GeneratedRegex("\"prev\":\"[0-9a-f]{64}\"")]
    private static partial Regex Prev();
}
