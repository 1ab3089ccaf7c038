using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Planning;
using static SomaBrain.Runbooks.Journaling.Events.JournalEvent;

namespace SomaBrain.Runbooks.Cli.Reporting.Reading;

/// <summary>Reads a report from the entries of a journal, in one pass.</summary>
public sealed class ReportReader
{
    private readonly EvidenceRoom _room = new();
    private readonly List<ReportStep> _steps = [];
    private readonly Dictionary<string, int> _latest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _asked = new(StringComparer.Ordinal);
    private readonly List<ReportAnswer> _answers = [];
    private readonly List<ReportMoment> _moments = [];
    private readonly List<TargetConnected> _servers = [];
    private readonly GapFinder _gaps = new();
    private Planned? _plan;

    /// <summary>Null when the first entry opens no run.</summary>
    /// <param name="inUse">Whether a process has the journal right now.</param>
    public static RunReport? Read(IEnumerable<JournalEntry> entries, bool inUse = false)
    {
        var reader = new ReportReader();
        JournalEntry? first = null, last = null;
        foreach (var entry in entries)
        {
            if (last is not null && entry.At.UtcDateTime.Date > last.At.UtcDateTime.Date)
            {
                reader._moments.Add(new(entry.Seq, entry.At, "next day", entry.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            }

            first ??= entry;
            last = entry;
            reader._gaps.Take(entry);
            reader.Take(entry);
        }

        return first is { Event: RunOpened opened } && RunSummary.Of(first, last!, inUse) is { } run
            ? new(opened, first.At, last!.At, run.Status, last.Event as RunClosed)
            {
                Plan = reader._plan,
                Servers = [.. reader._servers],
                Steps = reader.Settled(),
                Moments = [.. reader._moments],
                Answers = [.. reader._answers],
                Gaps = reader._gaps.Found,
            }
            : null;
    }

    private void Take(JournalEntry entry)
    {
        switch (entry.Event)
        {
            case Planned e:
                _plan = e;
                break;
            case StepIntent e:
                Begin(entry, new(entry.Seq, e.Step, e.Id, e.StepKind, e.Effect, e.Target, e.Attempt, e.Title) { Sent = Sent(e.Rendered) });
                break;
            case TransactionBegun e:
                Change(e.Step, step => step with { Xid = e.Xid });
                break;
            case StepOutput e:
                Change(e.Step, step => step with { Evidence = step.Evidence.Add(_room.Of(e)) });
                break;
            case StepOutcome e:
                Close(entry, e);
                break;
            case UndoRemembered e:
                Change(e.Step, step => step with { Undo = [.. e.Steps.Select(Whole)] });
                break;
            case StepSkipped e:
                Begin(entry, new(entry.Seq, e.Step, e.Id, e.StepKind, null, null, 1, e.Title) { Status = ReportStep.Skipped, Reason = e.Reason });
                break;
            case StepInDoubt e:
                Change(e.Step, step => Ended(step, entry) with { Status = ReportStep.InDoubt, Changed = Changed.Unknown, Reason = e.Reason });
                break;
            case StepResolved e:
                Change(e.Step, step => step with { Resolutions = step.Resolutions.Add(e), Changed = e.Resolution == Resolution.Done ? Changed.Yes : Changed.None });
                break;
            case BranchTaken e:
                Change(e.Step, step => Branched(step, entry, e.Arm));
                break;
            case ApprovalRequested e:
                _asked[e.Step] = _answers.Count;
                _answers.Add(new(e.Step, e.Question, entry.At, Approvals: e.Approvals));
                Change(e.Step, step => Ended(step, entry) with { Status = ReportStep.Waiting, Duration = null });
                break;
            case ConfirmAnswered e:
                Answer(entry, e);
                break;
            default:
                Beside(entry);
                break;
        }
    }

    private void Beside(JournalEntry entry)
    {
        if (entry.Event is TargetConnected server)
        {
            var known = _servers.FindLast(other => other.Target == server.Target);
            var isSame = known is not null && (known.System, known.Timeline, known.Standby) == (server.System, server.Timeline, server.Standby);
            if (!isSame)
            {
                _servers.Add(server);
            }

            if (known is null || isSame)
            {
                return;
            }
        }

        if (ReportMoments.Of(entry.Event) is var (word, text))
        {
            _moments.Add(new(entry.Seq, entry.At, word, text));
        }
    }

    private void Begin(JournalEntry entry, ReportStep step)
    {
        if (_latest.TryGetValue(step.Key, out var before))
        {
            _steps[before] = _steps[before] with { IsRetried = true };
        }

        _latest[step.Key] = _steps.Count;
        _steps.Add(step with { Begin = entry.At, End = entry.At });
    }

    private void Change(string key, Func<ReportStep, ReportStep> change)
    {
        if (_latest.TryGetValue(key, out var at))
        {
            _steps[at] = change(_steps[at]);
        }
    }

    private void Close(JournalEntry entry, StepOutcome e)
    {
        if (!_latest.ContainsKey(e.Step))
        {
            // An outcome without an intent: of a loop that was stopped, or of a journal whose intent could not be read.
            Begin(entry, new(entry.Seq, e.Step, null, KeyResult.OfStop(e) is null ? "" : "loop", null, null, e.Attempt, null));
        }

        Change(e.Step, step => Ended(step, entry) with
        {
            Status = Words.StepStatuses.Word(e.Status),
            Duration = e.Duration,
            Changed = e.Changed,
            Failure = e.Failure,
            Metric = e.Metric,
            Affected = step.Effect != "read" ? KeyResult.Rows(e.Result) : null,
            Result = KeyResult.OfStop(e) ?? KeyResult.Of(e.Result, step.Effect == "read", e.Metric),
            Evidence = _room.Of(e, step.Evidence),
        });
    }

    private void Answer(JournalEntry entry, ConfirmAnswered e)
    {
        var asked = _asked.Remove(e.Step, out var at) ? at : -1;
        var since = asked >= 0 ? _answers[asked].Asked : _latest.TryGetValue(e.Step, out var step) ? _steps[step].Begin : entry.At;
        var answer = new ReportAnswer(
            e.Step, e.Question, since, ReportWords.Of(e.Answer), e.By, Words.Means.Word(e.How), entry.At - since, asked >= 0 ? _answers[asked].Approvals : 0);
        if (asked >= 0)
        {
            _answers[asked] = answer;
        }
        else
        {
            _answers.Add(answer);
        }
    }

    private static ReportStep Ended(ReportStep step, JournalEntry entry) => step with { End = entry.At > step.Begin ? entry.At : step.Begin };

    /// <summary>A `branch` has no other outcome; a `block` and a `call` have one behind their steps.</summary>
    private static ReportStep Branched(ReportStep step, JournalEntry entry, string? arm) =>
        (step.Kind == "branch" ? Ended(step, entry) with { Status = "ok" } : step) with { Arms = step.Arms.Add(arm ?? "none") };

    private ReportText? Sent(Rendered? rendered)
    {
        if (rendered?.Text is { } text)
        {
            _texts.TryAdd(rendered.Sha256, text);
        }

        return rendered is null ? null : new(rendered.Sha256, _texts.GetValueOrDefault(rendered.Sha256), rendered.File, rendered.Values);
    }

    private KeptStep Whole(KeptStep kept) =>
        Sent(kept.Rendered) is { } sent ? kept with { Rendered = kept.Rendered! with { Text = sent.Text } } : kept;

    /// <summary>What only the end tells: whether a failure was taken care of by a step around it.</summary>
    private ImmutableArray<ReportStep> Settled() => [.. _steps.Select(step => step.Status == "failed" && IsRescued(step.Key) ? step with { IsRescued = true } : step)];

    /// <summary>What reverts a step is not inside of it, although it is called so; no `rescue` sees how it ends.</summary>
    private bool IsRescued(string key)
    {
        if (UndoKey.Is(key))
        {
            return false;
        }

        for (var dot = key.LastIndexOf('.'); dot > 0; dot = key.LastIndexOf('.', dot - 1))
        {
            if (_latest.TryGetValue(key[..dot], out var at) && _steps[at] is { Status: "ok" or "warned", Kind: not "branch" })
            {
                return true;
            }
        }

        return false;
    }
}
