using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Tests.Execution;

public sealed class Final_steps
{
    private const string Whole = """
        steps: [{ id: a, act: a, effect: write }, { id: b, act: b }]
        finally: [{ act: "x {{ steps.b.status }}" }, { id: y, act: y }]
        """;

    /// <summary>What each act does, which acts run, exit code, and where the run ended.</summary>
    public static TheoryData<string, string, int, string?> Table => new()
    {
        { "", "a; b; x ok; y", 0, null },
        { "a=fail", "a; x skipped; y", 1, "a" },
        { "a=no", "a; x skipped; y", 4, "a" },
        { "a=write b=fail", "a; b; x failed; y", 6, "b" },
        { "a=declined", "a; x skipped; y", 10, "a" },
        { "a=doubt", "a", 7, "a" },
        { "a=pause", "a", 8, "a" },
        { "y=fail", "a; b; x ok; y", 1, "y" },
        { "x=fail", "a; b; x ok", 1, "finally.1" },
        { "a=no x=fail", "a; x skipped", 4, "a" },
        { "a=declined x=fail", "a; x skipped", 10, "a" },
        { "a=declined x=write", "a; x skipped; y", 6, "a" },
        { "a=no y=doubt", "a; x skipped; y", 7, "a" },
        { "a=fail y=pause", "a; x skipped; y", 8, "y" },
        { "a=declined y=pause", "a; x skipped; y", 10, "a" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task The_last_steps_run_whatever_became_of_the_run_and_do_not_hide_it(string script, string acts, int code, string? step)
    {
        var play = Play.Scripted(script);

        var end = await play.RunAsync(Whole);

        Assert.Equal((acts, code, step), (string.Join("; ", play.Acts), end.ExitCode, end.Step));
    }

    [Theory]
    [InlineData("a", 1, "a; x skipped; y", 0, 10)]
    [InlineData("a", 2, "a", 1, 10)]
    [InlineData("b", 1, "a; b; x ok; y", 0, 0)]
    [InlineData("y", 1, "a; b; x ok; y", 0, 0)]
    [InlineData("x", 2, "a; b; x ok", 1, 10)]
    public async Task A_stop_request_keeps_them_and_a_second_does_not(string at, int requests, string acts, int notRun, int code)
    {
        var play = new Play();
        play.Does = text =>
        {
            for (var i = 0; i < requests && text.StartsWith(at, StringComparison.Ordinal); i++)
            {
                play.Control.Request();
            }

            return null;
        };

        var end = await play.RunAsync(Whole);

        Assert.Equal((acts, notRun, code), (string.Join("; ", play.Acts), end.NotRun.Length, end.ExitCode));
    }

    [Fact]
    public async Task They_are_journaled_and_planned_under_a_path_of_their_own()
    {
        var play = new Play();
        await play.RunAsync(Whole);
        var planned = new Play();
        await planned.RunAsync(Whole, dryRun: true);

        Assert.EndsWith("intent finally.1, ok finally.1, intent finally.2, ok finally.2", play.Journal.Story, StringComparison.Ordinal);
        Assert.Equal(["1", "2", "finally.1", "finally.2"], planned.Plan!.Steps.Select(step => step.Key));
    }

    [Fact]
    public async Task A_dry_run_that_ends_early_shows_them_all_the_same()
    {
        var play = Play.Scripted("b=fail");

        var end = await play.RunAsync("steps: [{ act: b }, { act: c }]\nfinally: [{ act: x }]", dryRun: true);

        Assert.Equal(("b; x", 1), (string.Join("; ", play.Acts), end.ExitCode));
        Assert.Equal(Grade.Executed, play.Plan!.Steps[^1].Grade);
    }

    [Theory]
    [InlineData("y=pause", "y", 0)]
    [InlineData("b=fail y=pause", "y", 1)]
    [InlineData("b=pause", "b; x ok; y", 0)]
    public async Task They_run_after_a_resume(string script, string then, int code)
    {
        var play = Play.Scripted(script);
        await play.RunAsync(Whole);
        var resumed = Play.Scripted(script.Replace("=pause", "=go", StringComparison.Ordinal), play.Journal.Events);

        var end = await resumed.RunAsync(Whole);

        Assert.Equal((then, code), (string.Join("; ", resumed.Acts), end.ExitCode));
    }
}
