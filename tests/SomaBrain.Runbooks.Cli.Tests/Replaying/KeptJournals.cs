namespace SomaBrain.Runbooks.Cli.Tests.Replaying;

/// <summary>A journal of every format that was ever released can be read for ever.</summary>
public sealed class KeptJournals
{
    public static IEnumerable<TheoryDataRow<string, string, string, int>> Runs => KeptState.Runs;

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_journal_of_an_earlier_day_is_verified_shown_and_replayed(string format, string name, string run, int verdict)
    {
        using var folder = new TempFolder();
        var runbook = KeptState.In(folder, format);
        var journal = File.ReadAllBytes(folder[$"state/{run}/journal.jsonl"]);

        runbook.Run("verify", run).Exits(verdict);
        runbook.Run("show", run).Exits(0).Prints(run);
        runbook.Run("replay", run).Exits(0).Prints("ada (claimed)");
        runbook.Run("replay", run, "--check", $"{name}.yaml").Exits(0).Prints("nothing diverges");

        Assert.Equal(journal, File.ReadAllBytes(folder[$"state/{run}/journal.jsonl"]));
    }
}
