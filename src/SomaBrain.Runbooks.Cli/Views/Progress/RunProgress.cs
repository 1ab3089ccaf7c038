using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Views.Progress;

/// <summary>
/// Turns the events of a run into the lines a person reads. An attempt that failed is held back until it is known whether
/// another follows; the turns of a loop become one line.
/// </summary>
/// <param name="detailed">Each turn is a line, and each line has what its step sent and got.</param>
public sealed class RunProgress(TimeProvider time, bool detailed = false)
{
    private const int MostLines = 40;
    private const int MostWarnings = 3;

    private readonly List<string> _output = [];
    private readonly List<StepLine> _lines = [];
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpenStep> _around = new(StringComparer.Ordinal);
    private OpenStep? _open;
    private LoopFold? _loop;
    private LoopFold? _turned;
    private StepLine? _held;
    private bool _answeredNo;

    /// <summary>What is at work now; null between two steps.</summary>
    public RunningStep? Running { get; private set; }

    /// <summary>Lines that ended with a warning.</summary>
    public int Warnings { get; private set; }

    /// <summary>Lines that are final now, in order.</summary>
    public IReadOnlyList<StepLine> On(JournalEntry entry)
    {
        _lines.Clear();
        switch (entry.Event)
        {
            case JournalEvent.StepIntent intent:
                Begin(new(intent, Text(intent.Rendered), entry.At));
                break;
            case JournalEvent.StepOutput output when detailed:
                _output.AddRange(StepDetails.Output(output, MostLines).Select(line => $"{output.Stream}  {line}"));
                break;
            case JournalEvent.StepOutput { Truncated: true } cut:
                _output.Add($"{cut.Stream}  {StepDetails.Kept(cut)}");
                break;
            case JournalEvent.StepOutcome stop when KeyResult.OfStop(stop) is { } how:
                Stop(stop.Step, how, entry.At);
                break;
            case JournalEvent.StepOutcome outcome when Open(outcome.Step) is { } open:
                End(Ended(open, outcome), entry.At, outcome.Status == StepStatus.Failed || (outcome.Status == StepStatus.Warned && LoopOf(outcome.Step) is null));
                break;
            case JournalEvent.BranchTaken branch when Open(branch.Step) is { } open:
                _around[open.Key] = open;
                End(open.Chose(branch.Arm, entry.At), entry.At, false);
                break;
            case JournalEvent.BranchTaken branch when _around.TryGetValue(branch.Step, out var around):
                Settle(branch.Step);
                Finish(around.Line(StepMark.Ok, entry.At) with { Label = null, Result = branch.Arm, Took = null }, entry.At);
                break;
            case JournalEvent.StepOutcome outcome when _around.Remove(outcome.Step, out var around):
                Settle(outcome.Step);
                _loop?.Reach(entry.At);
                if (outcome.Status == StepStatus.Failed)
                {
                    _loop?.Fail(outcome.Step);
                }

                if (around.Closed(outcome) is { } closed)
                {
                    Finish(closed, entry.At);
                }

                break;
            case JournalEvent.StepInDoubt doubt when Open(doubt.Step) is { } open:
                End(open.Line(StepMark.InDoubt, entry.At) with { Why = doubt.Reason }, entry.At, false);
                break;
            case JournalEvent.ApprovalRequested asked when Open(asked.Step) is { } open:
                End(open.Line(StepMark.Paused, entry.At) with { Result = "waits for an answer" }, entry.At, false);
                break;
            case JournalEvent.ConfirmAnswered answer:
                _answeredNo = answer.Answer is Value.Boolean { Is: false };
                break;
            case JournalEvent.StepSkipped skipped:
                Settle(skipped.Step);
                End(new(StepMark.Skipped, skipped.Step, skipped.Id, skipped.StepKind, skipped.Title, null, null, skipped.Reason), entry.At, false);
                break;
            case JournalEvent.RunPaused or JournalEvent.RunClosed:
                Settle(null);
                break;
            default:
                break;
        }

        return [.. _lines];
    }

    /// <summary>What was held back, when no more events come.</summary>
    public IReadOnlyList<StepLine> End()
    {
        _lines.Clear();
        Settle(null);
        return [.. _lines];
    }

    /// <summary>A text stands in the journal once; later it is named by its hash only.</summary>
    private string? Text(Rendered? rendered)
    {
        if (rendered?.Text is { } text)
        {
            _texts[rendered.Sha256] = text;
        }

        return rendered is null ? null : _texts.GetValueOrDefault(rendered.Sha256);
    }

    /// <summary>A loop that fails behind its turns is one line with them.</summary>
    private StepLine Ended(OpenStep open, JournalEvent.StepOutcome outcome)
    {
        var line = open.Ended(outcome, _answeredNo) with { Details = Details(open, outcome) };
        return _turned is { } turned && turned.Key == open.Key ? turned.Ended(line) : line;
    }

    /// <summary>A text of one line that stands in place of a title is not said again.</summary>
    private ImmutableArray<string> Details(OpenStep step, JournalEvent.StepOutcome outcome) => step.IsNote ? []
        : !detailed ? [.. StepDetails.Said(outcome.Result, MostWarnings, all: false), .. _output]
        :
        [
            .. StepDetails.Sent(step.IsShownWhole ? null : step.Text, step.Intent.Rendered, MostLines).Select(line => $"| {line}"),
            .. StepDetails.Rows(outcome.Result, MostLines),
            .. StepDetails.Said(outcome.Result, MostLines, all: true),
            .. _output,
        ];

    /// <summary>The loop whose turns are one line; none where each turn is shown.</summary>
    private string? LoopOf(string step) => detailed ? null : LoopFold.KeyOf(step);

    private OpenStep? Open(string key) => _open?.Key == key ? _open : null;

    private void Begin(OpenStep step)
    {
        if (_held is { } held && held.Key == step.Key)
        {
            Put(held with { Mark = StepMark.Retried });
            _held = null;
        }

        Settle(step.Key);
        _open = step;
        _answeredNo = false;
        _output.Clear();
        var line = step.Line(StepMark.Ok, step.At) with { Took = null };
        if (LoopOf(step.Key) is { } key)
        {
            _loop ??= new(key, step.At, time.GetTimestamp());
            Fold(_loop, line, step.At);
            Running = new(_loop.Now(), _loop.Since, step.Intent.Attempt);
            return;
        }

        Running = new(line, time.GetTimestamp(), step.Intent.Attempt);
    }

    private void End(StepLine line, DateTimeOffset at, bool mayBeRetried)
    {
        _open = null;
        if (mayBeRetried)
        {
            _held = line;
            _loop?.Reach(at);
            Running = Running is { } running ? running with { Line = line } : null;
            return;
        }

        Running = null;
        Finish(line, at);
    }

    private void Finish(StepLine line, DateTimeOffset at)
    {
        if (LoopOf(line.Key) is not { } key)
        {
            Put(line);
            return;
        }

        _loop ??= new(key, at, time.GetTimestamp());
        Fold(_loop, line, at);
        if (line.Mark == StepMark.Warned ? _loop.Warned <= LoopFold.ShownWarnings : line.Mark is not (StepMark.Ok or StepMark.Skipped or StepMark.AlreadyDone or StepMark.Planned))
        {
            Put(line, counts: false);
        }

        Running ??= new(_loop.Now(), _loop.Since, 1);
    }

    /// <summary>Turns that the journal leaves out are warnings as those it has.</summary>
    private void Fold(LoopFold loop, StepLine line, DateTimeOffset at)
    {
        var before = loop.Warned;
        loop.Add(line, at);
        Warnings += loop.Warned - before;
    }

    /// <summary>A loop that the operator stopped: in place of its line as one that ended well.</summary>
    private void Stop(string key, string how, DateTimeOffset at)
    {
        var line = new StepLine(StepMark.Stopped, key, null, "loop", null, how, null);
        if (_loop is { } loop && loop.Key == key)
        {
            (_loop, line) = (null, loop.Stopped(how));
        }

        Settle(key);
        Finish(line, at);
    }

    /// <summary>Writes what the next step, or the end, leaves behind.</summary>
    private void Settle(string? next)
    {
        if (_open is { } open)
        {
            // begun, and never ended: the journal could not be written
            _open = null;
            Finish(open.Line(StepMark.Planned, open.At) with { Took = null }, open.At);
        }

        var stopped = _held is not null;
        if (_held is { } held)
        {
            _held = null;
            Put(held);
            if (held.Mark == StepMark.Failed)
            {
                _loop?.Fail(held.Key);
            }
        }

        if (_loop is { } loop && (next is null || LoopOf(next) != loop.Key))
        {
            _loop = null;
            if (next == loop.Key)
            {
                _turned = loop;
            }
            else if (loop.Failed > 0 || !stopped)
            {
                Put(loop.Ended(), counts: false);
            }
        }

        Running = null;
    }

    private void Put(StepLine line, bool counts = true)
    {
        Warnings += counts && line.Mark == StepMark.Warned ? 1 : 0;
        _lines.Add(line);
    }
}
