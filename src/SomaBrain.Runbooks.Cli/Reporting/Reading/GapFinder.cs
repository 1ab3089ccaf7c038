using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling;
using static SomaBrain.Runbooks.Journaling.Events.JournalEvent;

namespace SomaBrain.Runbooks.Cli.Reporting.Reading;

/// <summary>
/// Finds the time in which no step was at work: between the end of one and the begin of the next, and while the run had no
/// process. A step with steps inside counts as little as its own lines.
/// </summary>
internal sealed class GapFinder
{
    private readonly ImmutableArray<ReportGap>.Builder _found = ImmutableArray.CreateBuilder<ReportGap>();
    private DateTimeOffset? _idle;
    private DateTimeOffset _last;

    public ImmutableArray<ReportGap> Found => _found.ToImmutable();

    public void Take(JournalEntry entry)
    {
        switch (entry.Event)
        {
            case StepIntent or RunClosed:
                End(entry, isPause: false);
                break;
            case RunResumed:
                // Of a crashed run nobody wrote when it stopped: its last line is the nearest that is known.
                _idle = _last;
                End(entry, isPause: true);
                _idle = entry.At;
                break;
            case RunOpened or StepOutcome or StepSkipped or BranchTaken or StepInDoubt or ApprovalRequested:
                _idle ??= entry.At;
                break;
            default:
                break;
        }

        _last = entry.At;
    }

    private void End(JournalEntry entry, bool isPause)
    {
        if (_idle is { } since && entry.At - since >= ReportGap.Shortest)
        {
            _found.Add(new(entry.Seq, since, entry.At - since, isPause));
        }

        _idle = null;
    }
}
