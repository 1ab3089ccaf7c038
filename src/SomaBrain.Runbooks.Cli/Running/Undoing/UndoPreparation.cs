using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Running.Resuming;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Journaling.Verifying;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Running.Undoing;

/// <summary>Reads from a run's journal, and those of the runs that undid a part of it, what there is to undo.</summary>
internal static class UndoPreparation
{
    /// <summary>What is left to undo. Null when a diagnostic was left.</summary>
    public static Preparation? Of(StateDirectory state, RunDirectory directory, bool noColor, DiagnosticBag problems)
    {
        if (Read(state, directory, problems) is not var (opened, events))
        {
            return null;
        }

        var earlier = UndoRuns.Of(state, directory.Run);
        var ledger = UndoLedger.Of(events.Concat(earlier.SelectMany(one => one.Events)));
        var left = ledger.Left.ToList();
        if (UndoRuns.Gone(state, directory.Run, directory.Run) is { } gone)
        {
            problems.Add(Problems.UndoRunGone(directory.Run, gone));
        }
        else if (earlier.FirstOrDefault(one => one.Run.InUse).Run is { } busy)
        {
            problems.Add(Problems.RunInUse(busy.Run));
        }
        else if (ledger.Open.Count > 0)
        {
            problems.Add(Problems.UndoInDoubt(directory.Run, earlier is [.., var last] ? last.Run.Run : directory.Run, ledger.Open));
        }
        else if (left.Count == 0)
        {
            problems.Add(!ledger.HasAny ? Problems.NothingToUndo(directory.Run)
                : Problems.AlreadyUndone(directory.Run, earlier is [.., var by] ? $"run `{by.Run.Run}`" : "itself, after its failure"));
        }

        return problems.HasErrors ? null : Prepare(state, directory, opened, events, left, [.. ledger.Lasting], noColor, problems);
    }

    /// <summary>The same again, for a run of an undo that is resumed. Null when a diagnostic was left.</summary>
    public static Preparation? Again(StateDirectory state, string run, JournalEvent.RunOpened undo, bool noColor, DiagnosticBag problems)
    {
        var (directory, missing) = state.Find(undo.Undoes!.Run);
        if (directory is null)
        {
            problems.Add(missing!);
            return null;
        }

        if (UndoRuns.Gone(state, directory.Run, run) is { } gone)
        {
            problems.Add(Problems.UndoRunGone(directory.Run, gone));
            return null;
        }

        if (UndoRuns.Later(state, directory.Run, run) is { } later)
        {
            problems.Add(Problems.UndoSuperseded(run, later));
            return null;
        }

        if (Read(state, directory, problems) is not var (opened, events))
        {
            return null;
        }

        var ledger = UndoLedger.Of(events);
        var kept = UndoPlaybook.ByPath(ledger.Remembered);
        var steps = undo.Undoes.Steps.Select(path => kept.GetValueOrDefault(path)).OfType<KeptStep>().ToList();
        return Prepare(state, directory, opened, events, steps, [.. ledger.Lasting], noColor, problems);
    }

    private static (JournalEvent.RunOpened Opened, IReadOnlyList<JournalEvent> Events)? Read(StateDirectory state, RunDirectory directory, DiagnosticBag problems)
    {
        Verdict verdict;
        using (var journal = directory.ReadJournal())
        {
            verdict = state.SiteLog(TimeProvider.System).Read().Verify(journal, directory.Run);
        }

        var events = UndoRuns.Events(directory);
        var problem = (verdict, events) switch
        {
            (Verdict.Incomplete, _) => Problems.RunNotEnded(directory.Run),
            (not Verdict.Ok, _) => VerifyView.Problem(directory.Run, verdict),
            (_, [JournalEvent.RunOpened opened, ..]) when opened.Targets.Any(target => target.Binding == "scratch") => Problems.ScratchToUndoIsGone(directory.Run),
            _ => null,
        };
        if (problem is not null)
        {
            problems.Add(problem);
            return null;
        }

        return ((JournalEvent.RunOpened)events[0], events);
    }

    private static Preparation? Prepare(
        StateDirectory state,
        RunDirectory directory,
        JournalEvent.RunOpened opened,
        IReadOnlyList<JournalEvent> events,
        IReadOnlyList<KeptStep> left,
        IReadOnlyCollection<LastingChange> lasting,
        bool noColor,
        DiagnosticBag problems)
    {
        if (FollowedPlaybooks.Read(directory, events, problems) is not { Playbooks: [.., var playbook] } followed)
        {
            return null;
        }

        var steps = ImmutableArray.CreateBuilder<Step>();
        foreach (var one in left)
        {
            if (UndoPlaybook.StepOf(followed.Playbooks[one.Playbook], one) is { } step)
            {
                steps.Add(step);
            }
            else
            {
                problems.Add(Problems.UndoStepUnknown(one.Path));
            }
        }

        var parameters = Parameters(playbook, opened, left, MarkKey.Of(state, directory.Run), noColor, problems);
        var gate = UndoGate.Steps(playbook, directory.Run, left, lasting);
        return problems.HasErrors ? null : new(followed.File, UndoPlaybook.Of(playbook, [.. gate, .. steps], $"Undo of {playbook.Title}"), parameters)
        {
            Callees = followed.Last.Called,
            Undoes = new(directory.Run, [.. left.Select(step => step.Path)]),
            Kept = UndoPlaybook.ByPath(left),
            Entered = Entered(followed, left, parameters, events),
            Locks = opened.Locks.IsEmpty ? PlaybookLocks.Names(playbook, opened.Playbook.Path) : opened.Locks,
            Before = events,
        };
    }

    /// <summary>In which call each of the steps stood that speak of secrets.</summary>
    private static Dictionary<string, EnteredCall> Entered(FollowedPlaybooks followed, IReadOnlyList<KeptStep> left, Dictionary<string, Value> parameters, IReadOnlyList<JournalEvent> events)
    {
        var calls = new EnteredCalls(parameters, events);
        var entered = new Dictionary<string, EnteredCall>(StringComparer.Ordinal);
        foreach (var step in left)
        {
            if (Secrets(step).Any() && calls.Around(followed.Playbooks[step.Playbook], step) is { } call)
            {
                entered[step.Path] = call;
            }
        }

        return entered;
    }

    /// <summary>As the run had them. A secret is asked for again at its source, if anything that is undone speaks of it.</summary>
    private static Dictionary<string, Value> Parameters(Playbook playbook, JournalEvent.RunOpened opened, IReadOnlyList<KeptStep> left, Marks marks, bool noColor, DiagnosticBag problems)
    {
        var needed = left.SelectMany(Secrets).ToHashSet(StringComparer.Ordinal);
        var parameters = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var declared in playbook.Parameters)
        {
            var name = $"params.{declared.Name}";
            parameters[declared.Name] = opened.Parameters.FirstOrDefault(one => one.Name == declared.Name) switch
            {
                null => declared.Default ?? new Value.Missing("it was not there when the run began"),
                { Source: null } kept => kept.Value,
                { } kept when declared.Source is { } source && needed.Contains(name) => Ask(declared, source, kept, marks, opened.Run, noColor, problems),
                _ => new Value.Secret(name, new Value.Missing("it was not asked for")),
            };
        }

        return parameters;
    }

    private static Value.Secret Ask(Parameter declared, SecretSource source, RunParameter kept, Marks marks, string run, bool noColor, DiagnosticBag problems)
    {
        var (text, why) = KeptParameters.Typed(declared, noColor) ?? SecretSources.Read(source);
        if (text is null)
        {
            problems.Add(Problems.SecretNotThere(declared.Span, declared.Name, declared.From!, why!));
        }

        var secret = new Value.Secret($"params.{declared.Name}", new Value.Text(text ?? ""));
        if (text is not null && Marks.Differ(kept.Mark, marks.Of(secret)))
        {
            problems.Add(Problems.AnotherSecret(declared.Span, declared.Name, run, undoes: true));
        }

        return secret;
    }

    /// <summary>The names of the secrets that a step speaks of.</summary>
    public static IEnumerable<string> Secrets(KeptStep step) => (step.Rendered?.Values ?? []).Concat(step.Filled.Select(filled => filled.Value)).SelectMany(KeptSecrets.Names);
}
