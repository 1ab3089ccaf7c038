using System.Text;
using SomaBrain.Runbooks.Cli.Commands;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views.Plans;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Steps.Locks;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>`runbook plan`, `runbook run --dry-run`: reads are executed, nothing is changed, nothing is left behind.</summary>
internal static class PlanSession
{
    /// <param name="tells">A plan that changes something has an exit code of its own.</param>
    public static async Task<int> RunAsync(RunRequest request, PlanFormat format, bool tells = false)
    {
        var problems = new DiagnosticBag();
        if (Preparation.Of(request, isDryRun: true, problems) is not { } prepared)
        {
            Output.Problems(problems, request.NoColor);
            return Output.NotStarted(problems);
        }

        if (Output.State(request.NoColor) is not { } state)
        {
            return ExitCode.Failed;
        }

        using var control = new RunControl();
        using var signals = new Signals(control, _ => { });
        await using var targets = await BoundTargets.BindAsync(
            prepared.Playbook, request.Playbook, request.Targets, request.ScratchVersion, state, problems, control.StoppedToken);
        Output.Problems(problems, request.NoColor);
        if (targets is null)
        {
            return ExitCode.Invalid;
        }

        return await PlanAsync(prepared, targets, state, control, format, request.NoColor, tells);
    }

    /// <summary>A dry run on targets that are bound.</summary>
    public static async Task<int> PlanAsync(Preparation prepared, BoundTargets targets, StateDirectory state, RunControl control, PlanFormat format, bool noColor, bool tells = false)
    {
        SqlSessions.Sweep();
        List<string> answered = [];
        await using var sessions = new SqlSessions(targets.Targets, told => answered.Add(((JournalEvent.TargetConnected)told).Target), new StartedServers(new MachineEnvironment())) { WaitsOnce = true };
        IMetricHistory history = targets.HasScratch ? new NoMetricHistory() : new MetricStore(state.Metrics, "plan");
        var catalog = BuiltInSteps.Create(sessions, new(Masker.None.With([.. prepared.Secrets, .. targets.Passwords])), history, SecretSources.Origins);
        var time = TimeProvider.System;
        var setup = new RunSetup(
            "dry-run", prepared.Playbook, prepared.Parameters, sessions, new NobodyToAsk(), OperatorName.Of(null), new NoJournal(), time, time.GetUtcNow(), true, Recorded.Nothing)
        {
            Kept = prepared.Kept,
            Entered = prepared.Entered,
        };
        var builder = new PlanBuilder();
        var end = await new Runner(catalog, new DryRunExecutor(), setup, control, builder).RunAsync();
        var plan = builder.Build(prepared.Playbook, prepared.Parameters, [.. targets.ForJournal.Select(target => KeyValuePair.Create(target.Name, target.Binding))], end, answered);
        List<PlannedLock> locks = [];
        try
        {
            await (plan.ChangesAnything ? LockLook.AddAsync(locks, sessions, targets.Targets, prepared.Locks, time.GetUtcNow(), control.StoppedToken) : ValueTask.CompletedTask);
        }
        catch (OperationCanceledException) when (control.StopRequested)
        {
            // it is shown without them
        }

        Print(plan with { Problems = [.. plan.Problems, .. targets.Notes], Locks = locks }, format, noColor);
        return tells && end.ExitCode == ExitCode.Done && plan.ChangesAnything ? ExitCode.ChangePlanned : end.ExitCode;
    }

    private static void Print(Plan plan, PlanFormat format, bool noColor, bool tells = false)
    {
        var results = Output.Results(noColor);
        switch (format)
        {
            case PlanFormat.Json:
                results.Write(PlanJson.Render(plan));
                break;
            case PlanFormat.Markdown:
                results.Write(Encoding.UTF8.GetBytes(PlanMarkdown.Render(plan)));
                break;
            default:
                new PlanText(results, Glyphs.For(Environment.GetEnvironmentVariable)).Write(plan);
                break;
        }
    }
}
