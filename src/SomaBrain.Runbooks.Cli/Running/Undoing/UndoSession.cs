using SomaBrain.Runbooks.Cli.Running.Resuming;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Cli.Running.Undoing;

/// <summary>`runbook undo`: what a run remembered to revert its changes, as a run of its own.</summary>
internal static class UndoSession
{
    public static async Task<int> RunAsync(UndoRequest request)
    {
        var noColor = request.NoColor;
        if (Output.State(noColor) is not { } state)
        {
            return ExitCode.Failed;
        }

        var (directory, problem) = state.Find(request.Run);
        if (directory is null)
        {
            return Output.Fail(problem!, noColor, ExitCode.Invalid);
        }

        var (held, refusal) = directory.TryOpenJournal();
        using var _ = held; // for as long as its undo lasts nobody else begins one
        if (refusal is not null)
        {
            return Output.Fail(refusal, noColor, ExitCode.Failed);
        }

        var problems = new DiagnosticBag();
        if (UndoPreparation.Of(state, directory, noColor, problems) is not { } prepared)
        {
            Output.Problems(problems, noColor);
            return problems.Any(Problems.IsOfTheJournal) ? ExitCode.Invalid : ExitCode.Failed;
        }

        var opened = UndoRuns.Opened(directory)!;
        if (BeginningDirectory.Enter(directory.Run, opened) is { } elsewhere)
        {
            return Output.Fail(elsewhere, noColor, ExitCode.Invalid);
        }

        using var control = new RunControl();
        var view = RunViews.For(request.Format, noColor, request.Loudness, TimeProvider.System);
        using var signals = new Signals(control, view.Say);
        await using var targets = await BoundTargets.BindAsync(
            prepared.Playbook, opened.Playbook.Path, [.. opened.Targets.Select(target => $"{target.Name}={target.Binding}")], null, state, problems, control.StoppedToken);
        Output.Problems(problems, noColor);
        if (targets is null)
        {
            view.Dispose();
            return Output.NotStarted(problems);
        }

        if (await targets.RequireAsync(prepared.Before, view.Say, control.StoppedToken) is { } another)
        {
            view.Dispose();
            return Output.Fail(another, noColor, ExitCode.Invalid);
        }

        if (request.Plan is { } format)
        {
            view.Dispose();
            return await PlanSession.PlanAsync(prepared, targets, state, control, format, noColor);
        }

        var opening = RunOpening.Try(state, prepared, targets, OperatorName.Of(request.Operator), view, noColor);
        if (opening.Run is not { } run)
        {
            view.Dispose();
            return Output.Fail(opening.Problem!, noColor, ExitCode.Failed);
        }

        using (view)
        using (run)
        {
            return await new RunSession(prepared, targets, run, view, control) { Yes = request.Yes, NoColor = noColor }.RunAsync(Recorded.Nothing);
        }
    }
}
