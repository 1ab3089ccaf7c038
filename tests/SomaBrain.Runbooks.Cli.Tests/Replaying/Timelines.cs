using System.Text.Json;

namespace SomaBrain.Runbooks.Cli.Tests.Replaying;

/// <summary>`runbook replay RUN`: who did what, why, what came back, and when nothing happened.</summary>
public sealed class Timelines
{
    [Fact]
    public void A_pause_stands_between_the_question_and_its_answer()
    {
        using var folder = new TempFolder();
        var text = KeptState.In(folder, "v1").Run("replay", KeptState.RunOf("v1", "resumed")).Exits(0).Output;

        foreach (var part in (string[])["asked", "paused", "··· paused for", "resumed               by ada on", "answered", "41, by ada (resume)", "| SELECT $1 + $2 AS two", "| $1 = 41"])
        {
            Assert.Contains(part, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void It_can_end_with_a_step()
    {
        using var folder = new TempFolder();
        var runbook = KeptState.In(folder, "v1");
        var run = KeptState.RunOf("v1", "resumed");

        runbook.Run("replay", run, "--until", "before").Exits(0).Prints("up to step before").NeverShows("paused");
        runbook.Run("replay", run, "--until", "2").Exits(0).NeverShows("paused");
        runbook.Run("replay", run, "--until", "nowhere").Exits(3).Says("RB583");
    }

    [Fact]
    public void As_JSON_each_row_has_its_time_and_the_time_before_it()
    {
        using var folder = new TempFolder();
        using var json = JsonDocument.Parse(KeptState.In(folder, "v1").Run("replay", KeptState.RunOf("v1", "resumed"), "--format", "json").Exits(0).Output);

        var rows = json.RootElement.GetProperty("timeline").EnumerateArray().ToList();
        Assert.Contains(rows, row => row.GetProperty("status").GetString() == "resumed" && row.GetProperty("idle_us").GetInt64() > 0);
        Assert.Contains(rows, row => row.TryGetProperty("duration_us", out _));
    }

    [Fact]
    public void A_secret_is_its_name()
    {
        using var folder = new TempFolder();
        KeptState.In(folder, "v1").Run("replay", KeptState.RunOf("v1", "secret")).Exits(0).Prints("secret from env:PW").NeverShows("hunter2");
    }
}
