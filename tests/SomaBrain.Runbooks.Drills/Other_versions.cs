using System.Globalization;

namespace SomaBrain.Runbooks.Drills;

/// <summary>All drills run on 15; on each other version a few, others each day. `./build soak` runs them all.</summary>
public sealed class Other_versions
{
    /// <summary>Of how many drills a day, by the major version.</summary>
    private static readonly (int Major, int Drills)[] Turns = [(13, 1), (14, 1), (16, 1), (17, 1), (18, 2)];

    public static TheoryData<int, string> Today => [.. Turns.SelectMany(turn => DrillFiles.OfToday(turn.Drills).Select(file => (turn.Major, file)))];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Today))]
    public void A_drill_passes_on_another_version(int major, string file)
    {
        var result = Drilling.Run("drill", file, "--version", major.ToString(CultureInfo.InvariantCulture)).Exits(0);
        Assert.SkipWhen(result.Errors.StartsWith("skipped", StringComparison.Ordinal), result.Errors.Trim());
    }

    public static TheoryData<string> Measures => DrillFiles.MeasuresOfToday;

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Measures))]
    public void A_playbook_is_measured_against_the_same_commands_by_hand(string file) =>
        Assert.Contains(" ×", Drilling.Run("drill", file).Exits(0).Output, StringComparison.Ordinal);
}
