namespace SomaBrain.Runbooks.Drills;

public sealed class More_playbooks
{
    public static TheoryData<string> Drills => DrillFiles.SecondHalf;

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Drills))]
    public void A_drill_passes(string file) => Guides.Guides.Match(file, Drilling.Run("drill", file, "--format", "json").Exits(0).Output);
}
