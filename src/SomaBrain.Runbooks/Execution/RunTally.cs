using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <summary>Counts what happened, and says at the end what it comes to.</summary>
public sealed class RunTally
{
    private readonly List<string> _changes = [];
    private readonly List<string> _unsure = [];
    private readonly List<Setback> _setbacks = [];
    private readonly List<string> _notRun = [];
    private readonly List<string> _leftOut = [];
    private Diagnostic? _lost;
    private bool _changeUnknown;
    private bool _mayHaveChanged;
    private bool _stopped;
    private string? _last;
    private string? _stoppedBehind;
    private int _setbacksBeforeStop;
    private bool _isLeft;
    private bool _undoing;
    private bool? _undone;
    private int _changesBefore;
    private ImmutableArray<string> _left = [];

    /// <summary>What would be told of the run if it ended here: a failure that left a change behind, and no doubt.</summary>
    public bool FailedAfterChange => End() is { ExitCode: ExitCode.FailedAfterChange, Status: RunStatus.Failed, Problems: var problems } && !problems.Any(Problems.IsLock);

    /// <summary>Somebody else has the lock: nothing was done that would have to be cleaned up.</summary>
    public bool IsKeptOut => _setbacks.Exists(setback => setback.Why is { } why && Problems.IsLocked(why));

    /// <summary>How much went wrong so far: a mark for <see cref="Settle"/>.</summary>
    public int Setbacks => _setbacks.Count;

    /// <summary>From here on what changes is a change taken back.</summary>
    public void BeginUndo() => _undoing = true;

    /// <param name="isWhole">Everything that was changed is as it was before.</param>
    /// <param name="left">What is not: steps that have no undo, and steps of an undo that did not run well.</param>
    public void EndUndo(bool isWhole, ImmutableArray<string> left) => (_undoing, _undone, _left, _changesBefore) = (false, isWhole, left, _changes.Count);

    /// <summary>Adds a step's end; true when the run goes on.</summary>
    /// <param name="cleaning">Within `always` or `finally`: what goes wrong there does not hide what went wrong before.</param>
    public bool Add(StepHeader header, Outcome outcome, bool cleaning = false)
    {
        Count(header, outcome);
        _last = cleaning ? _last : header.Name;
        var (goesOn, why) = outcome switch
        {
            Outcome.Failed failed => (header.OnFailure != OnFailure.Stop && !Problems.IsLock(failed.Why), failed.Why),
            Outcome.SaidNo no => (header.OnFailure != OnFailure.Stop, no.Why),
            Outcome.InDoubt doubt => (false, doubt.Why),
            Outcome.Paused paused => (false, paused.Why),
            Outcome.Declined or Outcome.Interrupted => (false, null),
            _ => (true, (Diagnostic?)null),
        };
        if (!goesOn || (why is not null && header.OnFailure == OnFailure.Continue))
        {
            _setbacks.Add(new(header.Name, outcome, why, !goesOn, cleaning));
        }

        if (outcome is Outcome.Declined or Outcome.Interrupted)
        {
            StopBehind(null);
        }

        return goesOn;
    }

    /// <summary>What failed since the mark, and would have ended the run, is settled; what it changed stays counted.</summary>
    public void Settle(int mark)
    {
        for (var i = _setbacks.Count - 1; i >= mark; i--)
        {
            if (_setbacks[i] is { Stops: true, Outcome: Outcome.Failed or Outcome.SaidNo })
            {
                _setbacks.RemoveAt(i);
            }
        }
    }

    /// <summary>The operator stopped what was to settle a failure: his word decides how the run ends, and the failure is told all the same.</summary>
    /// <param name="mark">What had gone wrong before the steps that failed.</param>
    /// <param name="end">What had gone wrong before those that were stopped.</param>
    public void Overrule(int mark, int end)
    {
        for (var i = mark; i < end && _stopped; i++)
        {
            if (_setbacks[i] is { Stops: true, Outcome: Outcome.Failed or Outcome.SaidNo })
            {
                _setbacks[i] = _setbacks[i] with { IsOverruled = true };
            }
        }
    }

    /// <summary>What failed since the mark does not end the run; it ends not ok.</summary>
    public void GoOn(int mark)
    {
        for (var i = mark; i < _setbacks.Count; i++)
        {
            _setbacks[i] = _setbacks[i] with { Stops = false };
        }
    }

    /// <summary>Something failed that is no step.</summary>
    public void Fail(Diagnostic why) => _setbacks.Add(new(null, new Outcome.Failed(why), why, true, false));

    /// <summary>A step of which nobody could find out whether it took effect.</summary>
    /// <param name="step">Its name.</param>
    public void Doubt(string step, Diagnostic why)
    {
        _changeUnknown = true;
        _setbacks.Add(new(step, new Outcome.InDoubt(why), why, true, false));
    }

    /// <summary>A step is carried out again, whatever its first time came to.</summary>
    public void MayHaveChanged() => _changeUnknown = _mayHaveChanged = true;

    /// <summary>The operator stopped the run between two steps.</summary>
    public void Stop() => StopBehind(_last);

    /// <summary>Nobody is there any more: the run waits between two steps.</summary>
    public void Leave() => _isLeft = true;

    /// <summary>Steps that had to run at the end, and were cancelled: `finally`, `3.always`.</summary>
    public void NotRun(string arm) => _notRun.Add(arm);

    /// <summary>A step that had to run at the end, and did not, as one before it failed.</summary>
    public void LeaveOut(string step) => _leftOut.Add(step);

    /// <summary>The run cannot go on without its journal. A question that nobody can find in it waits for nothing.</summary>
    public void LoseJournal(Diagnostic why) => _lost = why;

    public RunEnd End()
    {
        var changed = _undone == true && !_changeUnknown && _changes.Count == _changesBefore ? Changed.Undone : _changes.Count > 0 ? Changed.Yes : _changeUnknown ? Changed.Unknown : Changed.None;
        var counted = _setbacks.FindAll(setback => !setback.IsOverruled);
        var decisive = _stopped || counted.Exists(setback => !setback.Cleaning) ? counted.FindAll(setback => !setback.Cleaning) : counted;
        var failed = _lost is not null || decisive.Exists(setback => setback.Outcome is Outcome.Failed);
        var saidNo = decisive.Exists(setback => setback.Outcome is Outcome.SaidNo);
        var inDoubt = _setbacks.Exists(setback => setback.Outcome is Outcome.InDoubt);
        var question = _lost is null && _setbacks is [.., { Outcome: Outcome.Paused paused }] ? paused.Question : null;
        var code = inDoubt ? ExitCode.InDoubt
            : question is not null || (_isLeft && _lost is null) ? ExitCode.Paused
            : changed == Changed.Undone ? ExitCode.FailedUndone
            : (failed || saidNo || _stopped) && changed != Changed.None ? ExitCode.FailedAfterChange
            : decisive.Exists(setback => setback.Why is { } why && Problems.IsLocked(why)) ? ExitCode.Locked
            : failed ? ExitCode.Failed
            : saidNo ? ExitCode.SaidNo
            : _stopped ? ExitCode.Aborted
            : ExitCode.Done;
        var status = inDoubt ? RunStatus.InDoubt : failed || saidNo ? RunStatus.Failed : _stopped ? RunStatus.Aborted : RunStatus.Done;
        var where = question is not null ? _setbacks[^1] : decisive.FindLast(setback => setback.Stops) ?? decisive.FirstOrDefault() ?? counted.FindLast(setback => setback.Stops);
        return new(
            code,
            status,
            changed,
            [.. _changes],
            [.. _setbacks.Select(setback => setback.Why).Append(_lost).OfType<Diagnostic>()],
            code == ExitCode.Done ? null : where?.Step,
            question)
        {
            NotRun = [.. _notRun],
            StoppedBehind = _stoppedBehind,
            FailedCleaning = _stopped ? _setbacks.Skip(_setbacksBeforeStop).LastOrDefault(setback => setback is { Cleaning: true, Outcome: Outcome.Failed or Outcome.SaidNo })?.Step : null,
            LeftOut = [.. _leftOut],
            MayHaveChanged = _mayHaveChanged,
            Unsure = [.. _unsure.Except(_changes)],
            Why = where?.Why,
            Doubt = _setbacks.FindLast(setback => setback.Outcome is Outcome.InDoubt)?.Why,
            WentOn = where is { Stops: false },
            IsLeft = _isLeft,
            Undoing = _undone is null ? null : [.. _left],
            Answer = question is null ? null : ((Outcome.Paused)_setbacks[^1].Outcome).Answer,
        };
    }

    /// <param name="step">The last one before; null when it was stopped within one.</param>
    private void StopBehind(string? step)
    {
        if (!_stopped)
        {
            (_stopped, _stoppedBehind, _setbacksBeforeStop) = (true, step, _setbacks.Count);
        }
    }

    private void Count(StepHeader header, Outcome outcome)
    {
        var changed = outcome switch
        {
            Outcome.Succeeded succeeded => succeeded.Changed,
            Outcome.Failed failed => failed.Changed,
            Outcome.InDoubt => Changed.Unknown,
            Outcome.Interrupted interrupted => interrupted.Changed,
            _ => Changed.None,
        };
        _changeUnknown |= changed == Changed.Unknown;
        _mayHaveChanged |= changed == Changed.Unknown && outcome is not Outcome.InDoubt;
        var steps = changed == Changed.Yes ? _changes : changed == Changed.Unknown && outcome is not Outcome.InDoubt ? _unsure : null;
        if (steps is not null && !_undoing && !steps.Contains(header.Name))
        {
            steps.Add(header.Name);
        }
    }

    /// <summary>What keeps the run from ending well, or from going on.</summary>
    /// <param name="Stops">The run ends there; else it went on and ends not ok.</param>
    private sealed record Setback(string? Step, Outcome Outcome, Diagnostic? Why, bool Stops, bool Cleaning)
    {
        public bool IsOverruled { get; init; }
    }
}
