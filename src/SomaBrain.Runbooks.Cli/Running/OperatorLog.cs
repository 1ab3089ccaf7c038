using Serilog;
using Serilog.Core;
using Serilog.Formatting.Compact;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>
/// The operator's log: one compact JSON line for each run opened, step failed and run closed, of all runs of this machine, for
/// log shippers. It is no evidence: that is the journal, which is never written through it. Only scalars go into it.
/// </summary>
internal sealed class OperatorLog(StateDirectory state, string run) : IRunObserver
{
    private const long LargestFile = 10 << 20;

    private Logger? _logger;

    public void On(JournalEntry entry)
    {
        switch (entry.Event)
        {
            case JournalEvent.RunOpened opened:
                Log().Information("run {Run} of {Playbook} opened by {Operator}", run, opened.Playbook.Path, opened.Operator);
                break;
            case JournalEvent.StepOutcome { Failure: { } failure } outcome:
                Log().Warning("step {Step} of {Run}: {Status} {Code}", outcome.Step, run, outcome.Status.ToString(), failure.Code);
                break;
            case JournalEvent.StepInDoubt doubt:
                Log().Error("step {Step} of {Run} is in doubt", doubt.Step, run);
                break;
            case JournalEvent.RunPaused:
                Log().Information("run {Run} paused", run);
                Close();
                break;
            case JournalEvent.RunClosed closed:
                Log().Information("run {Run} closed with {ExitCode}, changed {Changed}", run, closed.ExitCode, closed.Changed.ToString());
                Close();
                break;
            default:
                break;
        }
    }

    private Logger Log() => _logger ??= new LoggerConfiguration()
        .WriteTo.File(new CompactJsonFormatter(), Path.Combine(state.Inner, "runbook.log"), fileSizeLimitBytes: LargestFile, rollOnFileSizeLimit: true, retainedFileCountLimit: 5, shared: true)
        .CreateLogger();

    private void Close()
    {
        _logger?.Dispose();
        _logger = null;
    }
}
