namespace SomaBrain.Runbooks.Drills;

public sealed class More_playbooks
{
    public static TheoryData<string> Drills => DrillFiles.SecondHalf;

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Drills))]
    public void A_drill_passes(string file) => Guides.Guides.Match(file, Drilling.Run("drill", file, "--format", "json").Exits(0).Output);

    public static TheoryData<string> Today => DrillFiles.OfToday;

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Today))]
    public void A_drill_passes_on_the_newest_version(string file)
    {
        var result = Drilling.Run("drill", file, "--version", "18").Exits(0);
        Assert.SkipWhen(result.Errors.StartsWith("skipped", StringComparison.Ordinal), result.Errors.Trim());
    }
}
