using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Cli.Views.Monitoring;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>`runbook run`: from the command line to the exit code.</summary>
internal static class LiveSession
{
    public static async Task<int> RunAsync(RunRequest request, RunFormat format, Loudness loudness)
    {
        HashLibrary.LoadMeanwhile();
        var problems = new DiagnosticBag();
        if (Preparation.Of(request, isDryRun: false, problems) is not { } prepared)
        {
            return Refuse(problems, Output.NotStarted(problems));
        }

        var (state, unusable) = StateDirectory.Open(Environment.GetEnvironmentVariable);
        if (state is null)
        {
            return Refuse([unusable!], ExitCode.Failed); // without a journal nothing is executed
        }

        using var control = new RunControl();
        var view = RunViews.For(format, request.NoColor, loudness, TimeProvider.System);
        using var signals = new Signals(control, view.Say);
        await using var targets = await BoundTargets.BindAsync(
            prepared.Playbook, request.Playbook, request.Targets, request.ScratchVersion, state, problems, control.StoppedToken);
        problems.AddRange(targets?.Notes ?? []);
        if (targets is null)
        {
            view.Dispose();
            return Refuse(problems, Output.NotStarted(problems));
        }

        Output.Problems(problems, request.NoColor);
        var opening = RunOpening.Try(state, prepared, targets, OperatorName.Of(request.Operator), view, request.NoColor);
        if (opening.Run is not { } run)
        {
            view.Dispose();
            return Refuse([opening.Problem!], ExitCode.Failed);
        }

        using (view)
        using (run)
        {
            return await new RunSession(prepared, targets, run, view, control) { Yes = request.Yes, NoColor = request.NoColor }.RunAsync(Recorded.Nothing);
        }

        // Monitoring reads the first line of standard output, and an exit code that knows no 3.
        int Refuse(IReadOnlyCollection<Diagnostic> why, int exitCode)
        {
            if (format == RunFormat.Nagios)
            {
                return NagiosView.Refuse(RunViews.Results(noColour: true), why);
            }

            Output.Problems(why, request.NoColor);
            return exitCode;
        }
    }
}
