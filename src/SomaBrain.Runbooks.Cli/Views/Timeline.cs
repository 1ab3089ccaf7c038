using System.Collections.Immutable;
using System.Text;
using SomaBrain.Runbooks.Cli.Views.Plans;
using SomaBrain.Runbooks.Cli.Views.Progress;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Values;
using static SomaBrain.Runbooks.Journaling.Events.JournalEvent;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>Folds a journal into what a person wants to see of it: one row for an attempt of a step, not one for each line.</summary>
/// <param name="detailed">With what was sent, and the beginning of what came back.</param>
internal sealed class Timeline(bool detailed = false)
{
    private const int Longest = 200;
    private const int MostLines = 6;
    private const int LongestText = 60;

    private readonly Dictionary<string, JournalEntry> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly List<TimelineRow> _rows = [];
    private readonly Dictionary<string, TargetConnected> _targets = new(StringComparer.Ordinal);

    public static IReadOnlyList<TimelineRow> Of(IEnumerable<JournalEntry> entries, bool detailed = false)
    {
        var timeline = new Timeline(detailed);
        foreach (var entry in entries)
        {
            timeline.Take(entry);
        }

        foreach (var entry in timeline._open.Values)
        {
            timeline._rows.Add(new(entry.At, "open", null, Name((StepIntent)entry.Event), ["started; no outcome is recorded"]));
        }

        return timeline._rows;
    }

    private void Take(JournalEntry entry)
    {
        switch (entry.Event)
        {
            case StepOutput e when detailed:
                Add(entry, e.Stream, null, _names.GetValueOrDefault(e.Step, e.Step), [.. StepDetails.Output(e, MostLines)]);
                break;
            case StepOutput { Truncated: true } e:
                Add(entry, e.Stream, null, _names.GetValueOrDefault(e.Step, e.Step), [StepDetails.Kept(e)]);
                break;
            case RunOpened or Planned or TransactionBegun or CommitSent or ProcessStarted or StepOutput or RunClosed:
                break;
            case TargetConnected e:
                if (_targets.TryGetValue(e.Target, out var before) && (before.Standby != e.Standby || before.Timeline != e.Timeline))
                {
                    Add(entry, "changed", null, $"target {e.Target} is now a {(e.Standby ? "standby" : "primary")} on timeline {e.Timeline}");
                }

                _targets[e.Target] = e;
                break;
            case StepIntent e:
                _open[Key(e.Step, e.Attempt)] = entry;
                _names[e.Step] = Name(e);
                break;
            case StepOutcome e:
                var open = Take(e.Step, e.Attempt);
                var name = open is not null ? Name(open) : _names.GetValueOrDefault(e.Step, e.Step);
                Add(entry, Words.StepStatuses.Word(e.Status), e.Duration, name, [.. Details(e, open)]);
                break;
            case UndoRemembered e:
                Add(entry, "undo kept", null, $"{e.Step}: what would revert it", [.. e.Steps.SelectMany(KeptText)]);
                break;
            case StepSkipped e:
                Add(entry, "skipped", null, Name(e.Step, e.Id, e.Title), e.Reason);
                break;
            case StepInDoubt e:
                var doubted = Take(e.Step, e.Attempt) is { } begun ? Name(begun) : e.Step;
                Add(entry, "in doubt", null, doubted, e.Reason);
                break;
            case StepResolved e:
                var settled = Take(e.Step, e.Attempt) is { } broken ? Name(broken) : _names.GetValueOrDefault(e.Step, e.Step);
                Add(entry, "resolved", null, settled, $"{Words.Resolutions.Word(e.Resolution)}, by {e.By}: {e.Reason}");
                break;
            case BranchTaken e:
                Close(e.Step);
                Add(entry, "branch", null, e.Arm is null ? $"{e.Step}: no arm" : $"{e.Step}: arm {e.Arm}");
                break;
            case ConfirmAnswered e:
                var answer = e.Answer is Value.Boolean yes ? (yes.Is ? "yes" : "no") : ValueText.Of(e.Answer);
                Add(entry, "answered", null, $"{e.Step} {e.Question}", $"{answer}, by {e.By} ({Words.Means.Word(e.How)})");
                break;
            case ApprovalRequested e:
                Close(e.Step);
                Add(entry, "asked", null, $"{e.Step} {e.Question}", e.Approvals == 0 ? "waits for the operator" : $"waits for {e.Approvals} approvals");
                break;
            case LockTaken e:
                Add(entry, "locked", null, $"{e.Target}: {e.Name}", e.Local ? ["guards this machine only"] : []);
                break;
            case VarComputed e:
                var amount = e.Value is { } value ? PlanWords.Of(value) : $"{e.ValueFile?.Bytes} bytes in {e.ValueFile?.File}";
                Add(entry, "computed", null, $"{(e.Step is null ? "" : $"{e.Step} ")}vars.{e.Name}", Columns.Cut(OneLine.Of(amount), 200));
                break;
            case RunPaused e:
                Add(entry, "paused", null, e.Step is null ? "run" : $"at {e.Step}", e.Reason);
                break;
            case RunResumed e:
                Add(entry, "resumed", null, $"by {e.By} on {e.Host}", e.TakenOverFrom is { } from ? [$"taken over from {from}"] : []);
                break;
            case PlaybookAccepted e:
                Add(entry, "accepted", null, $"{e.Playbook.Path}, changed", $"by {e.By}: {e.Reason}");
                break;
            case Checkpoint e:
                Add(entry, e.Failure is null ? "anchored" : "unanchored", null, e.Where, e.Failure is null ? [] : [e.Failure]);
                break;
            case Recovered e:
                Add(entry, "recovered", null, $"{e.Bytes} torn bytes put aside", e.File);
                break;
            case Unread e:
                Add(entry, e.Name, null, Encoding.UTF8.GetString(CanonicalJson.Write(e.Fields)));
                break;
        }
    }

    private static string Key(string step, int attempt) => $"{step} {attempt}";

    /// <summary>Null when it was not begun, or has ended.</summary>
    private StepIntent? Take(string step, int attempt) => _open.Remove(Key(step, attempt), out var begun) ? (StepIntent)begun.Event : null;

    /// <summary>The event itself tells how the step ended.</summary>
    private void Close(string step)
    {
        foreach (var key in _open.Where(open => ((StepIntent)open.Value.Event).Step == step).Select(open => open.Key).ToList())
        {
            _open.Remove(key);
        }
    }

    private void Add(JournalEntry entry, string status, TimeSpan? duration, string what, params ImmutableArray<string> details) =>
        _rows.Add(new(entry.At, OneLine.Of(status), duration, OneLine.Of(what), [.. details.Select(OneLine.Of)]));

    private IEnumerable<string> Details(StepOutcome e, StepIntent? intent)
    {
        foreach (var line in detailed && intent?.Rendered is { Text: { } sent } rendered ? StepDetails.Sent(sent, rendered, MostLines) : [])
        {
            yield return $"| {line}";
        }

        if (e.ResultFile is { } file)
        {
            yield return $"{file.Bytes} bytes in {file.File}";
        }
        else if ((KeyResult.OfStop(e) ?? KeyResult.Of(e.Result, intent?.Effect == "read", e.Metric)) is { } key)
        {
            yield return Columns.Cut(OneLine.Of(e.Metric is { } metric ? $"{key}: {metric.Level}" : key), Longest);
        }

        foreach (var line in StepDetails.Said(e.Result, MostLines, all: detailed))
        {
            yield return line;
        }

        if (e.Failure is { } failure)
        {
            yield return $"{failure.Code} {failure.Message}{(failure.SqlState is null ? "" : $" [{failure.SqlState}]")}";
            if (failure.Hint is { } hint)
            {
                yield return $"→ {hint}";
            }
        }

        if (e.Changed != Changed.None || (e.Status == StepStatus.Failed && intent?.Effect != "read"))
        {
            yield return e.Changed switch
            {
                Changed.Yes => "changed",
                Changed.Undone => "changed, and undone",
                Changed.Unknown => "unknown whether anything changed",
                _ => "nothing changed",
            };
        }
    }

    /// <summary>What would be sent, and with which values; a text that was kept before stands there by its hash only.</summary>
    private static IEnumerable<string> KeptText(KeptStep step)
    {
        yield return $"{step.Path} {step.StepKind}{(step.Target is null ? "" : $" on {step.Target}")}: {step.Rendered?.Text ?? ""}";
        foreach (var (value, i) in (step.Rendered?.Values ?? []).Select((value, i) => (value, i)))
        {
            yield return $"${i + 1} = {ValueText.Of(value)}";
        }
    }

    private static string Name(StepIntent e) => Name(e.Step, e.Id, e.Title ?? Untitled(e)) + (e.Attempt > 1 ? $" (attempt {e.Attempt})" : "");

    private static string Name(string step, string? id, string? title) => string.Join(" ", new[] { step, id, title is null ? null : $"· {title}" }.OfType<string>());

    /// <summary>Its kind, and the first line of what it sends or says, where that stands here: a text that came before does not.</summary>
    private static string? Untitled(StepIntent e)
    {
        var first = e.Rendered?.Text?.Trim().Split('\n')[0];
        return first is null ? e.Id is null ? e.StepKind : null : $"{e.StepKind}: {(e.StepKind == "note" ? first : Columns.Cut(OneLine.Of(first), LongestText))}";
    }
}
