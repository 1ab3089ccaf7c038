namespace SomaBrain.Runbooks.Drills;

public sealed class Playbooks
{
    public static TheoryData<string> Drills => DrillFiles.FirstHalf;

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Drills))]
    public void A_drill_passes(string file) => Drilling.Passes(file);
}
