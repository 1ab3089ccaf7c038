using SomaBrain.Runbooks.Cli.Running.Prompting;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Journaling.Verifying;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>`runbook resume`: continues a paused run from its journal, with the playbook as it was.</summary>
internal static class ResumeSession
{
    public static async Task<int> RunAsync(string name, bool yes, IReadOnlyList<string> answers, string? operatorName, RunFormat format, bool noColor, bool quiet)
    {
        if (Output.State(noColor) is not { } state)
        {
            return ExitCode.Failed;
        }

        var (directory, problem) = state.Find(name);
        if (directory is null)
        {
            return Output.Fail(problem!, noColor, ExitCode.Invalid);
        }

        using var log = directory.OpenJournal();
        if (log is null)
        {
            return Output.Fail(Problems.RunInUse(directory.Run), noColor, ExitCode.Failed);
        }

        var (entries, head, refusal) = Read(state, directory);
        if (refusal is not null || entries[0].Event is not JournalEvent.RunOpened opened)
        {
            return Output.Fail(refusal!, noColor, ExitCode.Invalid);
        }

        var problems = new DiagnosticBag();
        var prepared = Restore(directory, opened, noColor, problems);
        var given = prepared is null ? [] : GivenAnswers.Of(answers, prepared.Playbook, problems);
        if (problems.HasErrors)
        {
            prepared = null;
        }

        using var control = new RunControl();
        using var view = RunViews.For(format, noColor, quiet, TimeProvider.System);
        using var signals = new Signals(control, view.Say);
        await using var targets = prepared is null ? null : await BoundTargets.BindAsync(
            prepared.Playbook, opened.Playbook.Path, [.. opened.Targets.Select(target => $"{target.Name}={target.Binding}")], null, state, problems, control.StoppedToken);
        Output.Problems(problems, noColor);
        if (prepared is null || targets is null)
        {
            return ExitCode.Invalid;
        }

        var by = OperatorName.Of(operatorName);
        var writer = new JournalWriter(log, TimeProvider.System, head, view, new OperatorLog(state, directory.Run));
        using var run = new OpenRun(directory, log, writer, state.SiteLog(TimeProvider.System), state, by, entries[0].At) { Anchoring = targets.Anchoring };
        writer.Append(new JournalEvent.RunResumed(by, Environment.MachineName, Environment.ProcessId, RunOpening.EngineVersion));
        var missed = run.Record(SiteKind.Resumed, opened.Playbook.Path);
        Output.Problems(missed, noColor);
        if (missed.Any(one => one.Severity == Severity.Error))
        {
            writer.Append(new JournalEvent.RunPaused(null, "an anchor did not take the head"));
            run.Site.Record(SiteKind.Paused, directory.Run, writer.Head, opened.Playbook.Path);
            return ExitCode.Failed;
        }

        return await new RunSession(prepared, targets, run, view, control) { Yes = yes, Resumed = true, Answers = given, NoColor = noColor }
            .RunAsync(new Recorded(entries.Select(entry => entry.Event), directory.Result));
    }

    private static (List<JournalEntry> Entries, JournalHead Head, Diagnostic? Refusal) Read(StateDirectory state, RunDirectory directory)
    {
        Verdict verdict;
        using (var journal = directory.ReadJournal())
        {
            verdict = state.SiteLog(TimeProvider.System).Read().Verify(journal, directory.Run);
        }

        using var stream = directory.ReadJournal();
        var entries = new JournalReader(stream).Entries().ToList();
        return (entries, verdict.Head, entries.Where(entry => entry.Event is not JournalEvent.Checkpoint).ToList() switch
        {
            _ when verdict is not (Verdict.Ok or Verdict.Incomplete) => VerifyView.Problem(directory.Run, verdict),
            [.., { Event: JournalEvent.RunClosed }] => Problems.RunIsClosed(directory.Run),
            [.., { Event: JournalEvent.RunPaused }] => null,
            _ => Problems.RunNotPaused(directory.Run),
        });
    }

    /// <summary>A secret that was typed is typed again: nothing kept it.</summary>
    private static (string? Text, string? Why)? Typed(Parameter parameter, bool noColor) => parameter.Source is SecretSource.Prompt && TerminalKeyboard.IsThere
        ? (Terminals.Ask(ParameterQuestions.Of(parameter, $"params.{parameter.Name}", null, parameter.Name), noColor, CancellationToken.None).Text, "it was not typed")
        : null;

    private static Preparation? Restore(RunDirectory directory, JournalEvent.RunOpened opened, bool noColor, DiagnosticBag problems)
    {
        var kept = new KeptPlaybooks(directory, opened);
        if (kept.First(problems) is not { } file || new PlaybookReader(BuiltInSteps.ForReading(), kept).Read(file.Source, problems) is not { } playbook)
        {
            return null;
        }

        var parameters = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var parameter in opened.Parameters)
        {
            if (parameter.Source is not { } from)
            {
                parameters[parameter.Name] = parameter.Value;
                continue;
            }

            var declared = playbook.Parameters.First(one => one.Name == parameter.Name);
            var (text, why) = Typed(declared, noColor) ?? SecretSources.Read(declared.Source!);
            if (text is null)
            {
                problems.Add(Problems.SecretNotThere(declared.Span, parameter.Name, from, why!));
                continue;
            }

            parameters[parameter.Name] = new Value.Secret($"params.{parameter.Name}", new Value.Text(text));
        }

        return problems.HasErrors ? null : new(file, playbook, parameters);
    }
}
