namespace SomaBrain.Runbooks.Drills;

public sealed class More_playbooks
{
    public static TheoryData<string> Drills => DrillFiles.SecondHalf;

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Drills))]
    public void A_drill_passes(string file) => Drilling.Passes(file);
}
