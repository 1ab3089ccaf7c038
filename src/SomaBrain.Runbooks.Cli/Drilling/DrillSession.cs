using System.Collections.Immutable;
using System.Diagnostics;
using SomaBrain.Runbooks.Cli.Drilling.Kinds;
using SomaBrain.Runbooks.Cli.Drilling.Programs;
using SomaBrain.Runbooks.Cli.Drilling.Reading;
using SomaBrain.Runbooks.Cli.Drilling.Reports;
using SomaBrain.Runbooks.Cli.Drilling.Systems;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Scratch;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Drilling;

/// <summary>One drill from building its system to its result.</summary>
/// <param name="drill">Read without errors.</param>
/// <param name="request">What the command line says.</param>
/// <param name="control">Stops it.</param>
internal sealed class DrillSession(Drill drill, DrillRequest request, RunControl control)
{
    /// <summary>What playbooks are instead, by their real path: a proof takes steps out.</summary>
    public IReadOnlyDictionary<string, string> Changed { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The first check that says no ends it; for a proof, to which the others tell nothing more.</summary>
    public bool EndsAtFirst { get; init; }

    /// <summary>The playbooks that were run; for a proof.</summary>
    public IReadOnlyCollection<BookCopy> Books { get; private set; } = [];

    /// <summary>Paths of the steps that changed something in one of its runs, without the turns of loops; for a proof.</summary>
    public IReadOnlySet<string> ChangedSteps { get; private set; } = new HashSet<string>();

    public async Task<DrillResult> RunAsync()
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            var (binaries, missing) = await Needs.FindAsync(drill, request.Version, control.Cancel);
            if (binaries is null)
            {
                return DrillResult.Skip(drill.Path, drill.Title, missing!);
            }

            await using var system = await DrillSystem.BuildAsync(drill.System, binaries, request.State, control.Cancel);
            var result = await RunAsync(system) with { Elapsed = Stopwatch.GetElapsedTime(began) };
            return result with { Kept = result.Status == DrillStatus.Failed && request.Keep is { } keep ? Keep(system, keep) : null };
        }
        catch (ScratchFailure failure)
        {
            return DrillResult.Fail(drill.Path, drill.Title, [Problems.DrillSystem(failure.Message, failure.Hint)]);
        }
        catch (OperationCanceledException)
        {
            return DrillResult.Fail(drill.Path, drill.Title, [Problems.StoppedBeforeStart()]);
        }
    }

    private async Task<DrillResult> RunAsync(DrillSystem system)
    {
        var runs = new ProgramRuns(system, new(drill.Path, Path.Combine(system.Directory, "books")) { Changed = Changed });
        await using var working = new Backgrounds(system);
        await using var sessions = new SqlSessions(system.Targets, _ => { });
        var catalog = DrillKinds.Create(sessions, runs, working, system.BecomeOsUser.Count > 0 ? system.OsUser : null, system.SearchPath);
        var problems = new DiagnosticBag();
        if (new DrillReader(catalog) { EndsAtFirst = EndsAtFirst }.Read(drill.Path, problems) is not { } read)
        {
            return DrillResult.Fail(drill.Path, drill.Title, problems); // it was changed after it had been read
        }

        var trace = new DrillTrace(sessions);
        var time = TimeProvider.System;
        var setup = new RunSetup("drill", read.Steps, system.Facts(), sessions, new NobodyToAsk(), "drill", new NoJournal(), time, time.GetUtcNow(), false, Recorded.Nothing);
        trace.Begin();
        var end = await new Runner(catalog, new LiveExecutor(), setup, control, trace).RunAsync();
        Books = runs.Books.Taken;
        ChangedSteps = runs.Results.SelectMany(one => one.ChangedPaths).ToHashSet();
        var verdicts = runs.Verdicts.ToImmutableArray();
        ImmutableArray<Diagnostic> wrong = [.. end.Problems, .. verdicts.Where(run => !run.IsSound).Select(run => Problems.DrillJournal(run.Run, run.Verdict))];
        return new(
            drill.Path,
            drill.Title,
            end.ExitCode == ExitCode.Done || (end.Status == Journaling.Events.RunStatus.Done && wrong.IsEmpty) ? DrillStatus.Passed : DrillStatus.Failed,
            system.Version,
            null,
            wrong,
            end.Outputs?[Drill.Lost] is { } lost ? ValueText.Of(lost) : null,
            trace.Recovery,
            [.. runs.Results.SelectMany(one => one.Changed).Distinct(StringComparer.Ordinal)],
            verdicts,
            TimeSpan.Zero,
            null)
        {
            Calls = [.. runs.Results.Select(one => new DrillCall(one.Request.Step, one.Request.Words, one.Exit, one.Text))],
            Overhead = end.Outputs?[Drill.Overhead] switch { Value.Number { Amount: var ratio } => Math.Round(ratio, 2), Value.Integer { Whole: var whole } => whole, _ => null },
        };
    }

    private string Keep(DrillSystem system, string keep)
    {
        var to = Path.Combine(keep, Path.GetFileName(system.Directory));
        system.Keep(to);
        return to;
    }
}
