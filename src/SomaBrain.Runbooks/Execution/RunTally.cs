using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <summary>Counts what happened, and says at the end what it comes to.</summary>
public sealed class RunTally
{
    private readonly List<string> _changes = [];
    private readonly List<Diagnostic> _problems = [];
    private bool _changeUnknown;
    private bool _failed;
    private bool _saidNo;
    private bool _inDoubt;
    private bool _stopped;
    private string? _step;
    private string? _question;
    private string? _answer;

    /// <summary>Adds a step's end; true when the run goes on.</summary>
    public bool Add(StepHeader header, Outcome outcome)
    {
        Count(header, outcome);
        var (goesOn, why) = outcome switch
        {
            Outcome.Failed failed => (header.OnFailure != OnFailure.Stop, failed.Why),
            Outcome.SaidNo no => (header.OnFailure != OnFailure.Stop, no.Why),
            Outcome.InDoubt doubt => (false, doubt.Why),
            Outcome.Paused paused => (false, paused.Why),
            Outcome.Declined or Outcome.Interrupted => (false, null),
            _ => (true, (Diagnostic?)null),
        };
        if (why is not null && (!goesOn || header.OnFailure == OnFailure.Continue))
        {
            _problems.Add(why);
            _step ??= header.Name;
            _failed |= outcome is Outcome.Failed;
            _saidNo |= outcome is Outcome.SaidNo;
            _inDoubt |= outcome is Outcome.InDoubt;
            _step ??= header.Name;
        }

        if (!goesOn)
        {
            _step = header.Name;
            _stopped |= outcome is Outcome.Declined or Outcome.Interrupted;
            _question = (outcome as Outcome.Paused)?.Question;
            _answer = (outcome as Outcome.Paused)?.Answer;
            _step = header.Name; // where it ends, whatever went wrong and was passed over before
        }

        return goesOn;
    }

    /// <summary>The operator stopped the run between two steps.</summary>
    public void Stop() => _stopped = true;

    /// <summary>The run cannot go on without its journal. A question that nobody can find in it waits for nothing.</summary>
    public void LoseJournal(Diagnostic why)
    {
        _failed = true;
        _question = null;
        _problems.Add(why);
    }

    public RunEnd End()
    {
        var changed = _changes.Count > 0 ? Changed.Yes : _changeUnknown ? Changed.Unknown : Changed.None;
        var notOk = _failed || _saidNo || _stopped;
        var code = _inDoubt ? ExitCode.InDoubt
            : _question is not null ? ExitCode.Paused
            : notOk && changed != Changed.None ? ExitCode.FailedAfterChange
            : _failed ? ExitCode.Failed
            : _saidNo ? ExitCode.SaidNo
            : _stopped ? ExitCode.Aborted
            : ExitCode.Done;
        var status = _inDoubt ? RunStatus.InDoubt : _failed || _saidNo ? RunStatus.Failed : _stopped ? RunStatus.Aborted : RunStatus.Done;
        return new(code, status, changed, [.. _changes], [.. _problems], code == ExitCode.Done ? null : _step, _question) { Answer = _answer };
    }

    private void Count(StepHeader header, Outcome outcome)
    {
        var changed = outcome switch
        {
            Outcome.Succeeded succeeded => succeeded.Changed,
            Outcome.Failed failed => failed.Changed,
            Outcome.InDoubt => Changed.Unknown,
            _ => Changed.None,
        };
        _changeUnknown |= changed == Changed.Unknown;
        if (changed == Changed.Yes && !_changes.Contains(header.Name))
        {
            _changes.Add(header.Name);
        }
    }
}
