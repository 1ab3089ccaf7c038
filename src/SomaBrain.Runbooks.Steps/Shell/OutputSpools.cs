using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps.Processes;

namespace SomaBrain.Runbooks.Steps.Shell;

/// <summary>The side files of a command's large outputs.</summary>
internal sealed class OutputSpools(IOutputStore? store) : IDisposable
{
    private const int Glimpse = 4096;

    private readonly List<OpenSpool> _open = [];

    public bool CanOpen => store is not null;

    public Stream Open(OutputChannel channel)
    {
        var spool = store!.Spool();
        _open.Add(new(channel, spool));
        return spool.Stream;
    }

    /// <summary>An event for each output that does not stand in the result whole.</summary>
    public IEnumerable<JournalEvent.StepOutput> Finish(ProcessOutcome.Ended ended, string step, int attempt)
    {
        foreach (var (channel, spool) in _open)
        {
            var output = channel == OutputChannel.Stdout ? ended.Stdout : ended.Stderr;
            var kept = Keep(spool);
            var (head, tail) = (output.Text, output.LastText);
            yield return new(
                step,
                attempt,
                channel == OutputChannel.Stdout ? "stdout" : "stderr",
                kept.Sha256,
                kept.Bytes,
                output.IsTruncated,
                head.Length > Glimpse ? head[..Glimpse] : head,
                tail.Length > Glimpse ? tail[^Glimpse..] : tail,
                kept.File);
        }
    }

    private static StoredOutput Keep(IOutputSpool spool)
    {
        try
        {
            return spool.Keep();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnwritable($"the output of a command cannot be kept: {FileTrouble.Of(e)}", e);
        }
    }

    public void Dispose()
    {
        foreach (var one in _open)
        {
            one.Spool.Dispose();
        }
    }

    private sealed record OpenSpool(OutputChannel Channel, IOutputSpool Spool);
}
