using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Journaling.Verifying;

namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <summary>A state directory as `runbook verify` sees it.</summary>
internal sealed class StateDirectoryReading(string path)
{
    private readonly SiteReading _site = new SiteLog(Path.Combine(path, "site.jsonl"), TimeProvider.System).Read();

    /// <summary>What the site log knows of a run.</summary>
    public int Entries(string run) => _site.Entries.Count(entry => entry.Run == run);

    public Verdict Verify(RunDirectory run)
    {
        using var journal = run.ReadJournal();
        return _site.Verify(journal, run.Run);
    }
}
