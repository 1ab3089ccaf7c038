using System.Text.Json;

namespace SomaBrain.Runbooks.Cli.Tests.Reports;

/// <summary>`report` and `history` as somebody types them.</summary>
public sealed class Reporting : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Runbook _program;

    /// <summary>Two runs of one second have no order by their names.</summary>
    private readonly string _bad;

    public Reporting()
    {
        _program = Runbook.In(_folder)
            .Environment("RUNBOOK_OPERATOR", "ann")
            .File("good.yaml", "runbook: 1\ntitle: Good <b>news</b>\nsteps: [{ note: all is well }]\n")
            .File("bad.yaml", "runbook: 1\ntitle: Bad news\nsteps: [{ assert: 1 > 2, message: one is less }]\n");
        _program.Run("run", "good.yaml").Exits(0);
        _program.Run("run", "bad.yaml").Exits(4);
        using var json = JsonDocument.Parse(_program.Run("history", "--format", "json", "--playbook", "bad").Exits(0).Output);
        _bad = json.RootElement[0].GetProperty("run").GetString()!;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("markdown", "# Bad news")]
    [InlineData("json", "\"title\":\"Bad news\"")]
    [InlineData("junit", "<testsuite name=\"Bad news\"")]
    [InlineData("html", "<h1>Bad news</h1>")]
    public void Each_form_is_printed(string format, string expected) => _program.Run("report", _bad, "--format", format).Exits(0).Prints(expected).Prints("one is less");

    [Theory]
    [InlineData("report.md", "# Bad news")]
    [InlineData("report.JSON", "{\"report\":1,")]
    [InlineData("report.xml", "<?xml")]
    [InlineData("report.html", "<!DOCTYPE html>")]
    [InlineData("report", "# Bad news")]
    public void A_file_has_the_form_that_its_name_says_and_is_for_its_owner_only(string name, string expected)
    {
        Assert.Equal("", _program.Run("report", _bad, "--out", name).Exits(0).Output);
        Assert.StartsWith(expected, File.ReadAllText(_folder[name]), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder[name]));
        _program.Run("report", _bad, "--out", name, "--format", "json").Exits(0);
        Assert.StartsWith("{\"report\":1,", File.ReadAllText(_folder[name]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_told()
    {
        _program.Run("report", _bad, "--out", "state").Exits(1).Says("error[RB516]: the report cannot be written to `state`: it is a folder");
        _program.Run("report", _bad, "--out", "none/r.md").Exits(1).Says("there is no such folder");
        _program.Run("report", "nope").Exits(3).Says("RB505");
    }

    [Fact]
    public void The_verdict_over_the_journal_is_in_the_report()
    {
        var journal = Path.Combine(_folder["state"], _bad, "journal.jsonl");
        _program.Run("report", _bad).Exits(0).Prints("**ok**: Every line of the journal is as it was written.");
        File.WriteAllText(journal, File.ReadAllText(journal).Replace("one is less", "one is more", StringComparison.Ordinal));
        _program.Run("report", _bad).Exits(0).Prints("> ⚠️ Journal tampered").Prints("**tampered**").Says("RB511");
        File.WriteAllText(journal, "");
        _program.Run("report", _bad).Exits(3).Says("error[RB517]");
    }

    [Fact]
    public void A_history_is_filtered()
    {
        Assert.Equal(["bad.yaml", "good.yaml"], Playbooks().Order(StringComparer.Ordinal));
        Assert.Equal(["bad.yaml"], Playbooks("--status", "failed"));
        Assert.Equal(2, Playbooks("--status", "failed", "--status", "done").Count);
        Assert.Empty(Playbooks("--status", "paused"));
        Assert.Equal(["good.yaml"], Playbooks("--playbook", "good"));
        Assert.Equal(["good.yaml"], Playbooks("--playbook", "good.yaml", "--since", "1d"));
        Assert.Empty(Playbooks("--target", "prod"));
        Assert.Single(Playbooks("--limit", "1"));
        Assert.Equal(2, Playbooks("--since", "2026-01-01").Count);
        Assert.Empty(Playbooks("--since", "2999-01-01T00:00:00Z"));
        _program.Run("history", "--playbook", "none").Exits(0).Prints("no such runs");
    }

    private List<string> Playbooks(params string[] filters)
    {
        using var json = JsonDocument.Parse(_program.Run(["history", "--format", "json", .. filters]).Exits(0).Output);
        return [.. json.RootElement.EnumerateArray().Select(run => run.GetProperty("playbook").GetString()!)];
    }
}
