using SomaBrain.Runbooks.Drills.Guides;

namespace SomaBrain.Runbooks.Drills;

/// <summary>What playbooks say when something is wrong: `BadInput/cases.md`.</summary>
public sealed class Bad_input
{
    public static TheoryData<string> Playbooks => [.. PlaybookFiles.Names];

    [Theory]
    [MemberData(nameof(Playbooks))]
    public void Of_each_kind_a_playbook_has_a_case_or_a_reason_why_there_is_none(string playbook) =>
        Assert.All(BadInput.BadInput.Kinds, kind => Assert.True(BadInput.BadInput.Cases.Contains((playbook, kind)), kind));

    [Fact]
    public void It_is_told_with_a_way_out_and_nothing_is_left_half_done_in_silence()
    {
        using var folder = new TempFolder();
        folder.Write("bad-input.drill.yaml", BadInput.BadInput.Drill());
        var result = Drilling.Run("drill", folder["bad-input.drill.yaml"], "--format", "json");
        Assert.SkipWhen(result.Errors.StartsWith("skipped", StringComparison.Ordinal), result.Errors.Trim());
        result.Exits(0);
        var calls = Call.Of(result.Output).Where(call => call.Step is not null).ToList();
        Assert.Equal(BadInput.BadInput.Cases.Sum(cases => cases.Count(BadInput.BadInput.IsCall)), calls.Count - 1); // and the backup that is made before
        Assert.Equal([], calls.SelectMany(call => BadInput.BadInput.Faults(call).Select(fault => $"{call.Step} {fault}\n{call.Printed}")));
    }

    [Theory]
    [InlineData(4, "A check said no at step 2. Nothing was changed.\nNext: GRANT pg_monitor TO blind", "")]
    [InlineData(3, "error[RB152]: too low\n  = hint: give more", "")]
    [InlineData(4, "A check said no.\nNext: look", "does not say that nothing was changed")]
    [InlineData(6, "Stopped by the operator.\nNext: look", "does not say what was changed")]
    [InlineData(1, "Failed. Nothing was changed.", "does not say what to do")]
    [InlineData(1, "Nothing was changed.\nNext: look\n   at Npgsql.Internal.Read(Int32 n)", "shows the inside of the program:    at Npgsql.Internal.Read(")]
    [InlineData(1, "Nothing was changed.\nNext: look\nSystem.IO.IOException: gone", "shows the inside of the program: IOException")]
    [InlineData(0, "Nothing was changed. It is not-for-eyes", "shows the password")]
    public void How_it_is_told_is_judged(int exit, string printed, string fault) =>
        Assert.Equal(fault, string.Join(", ", BadInput.BadInput.Faults(new("x", [], exit, printed))));
}
