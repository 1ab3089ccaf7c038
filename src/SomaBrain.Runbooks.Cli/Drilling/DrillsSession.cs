using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using SomaBrain.Runbooks.Cli.Drilling.Kinds;
using SomaBrain.Runbooks.Cli.Drilling.Proving;
using SomaBrain.Runbooks.Cli.Drilling.Reading;
using SomaBrain.Runbooks.Cli.Drilling.Records;
using SomaBrain.Runbooks.Cli.Drilling.Reports;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Cli.Drilling;

/// <summary>`runbook drill`: all drills one after the other, then the report.</summary>
internal static class DrillsSession
{
    public static async Task<int> RunAsync(DrillsRequest request)
    {
        if (Output.State(request.NoColor) is not { } state)
        {
            return ExitCode.Failed;
        }

        var drills = Read(request, out var isWrong);
        if (isWrong)
        {
            return ExitCode.Invalid;
        }

        using var control = new RunControl();
        using var interrupt = On(PosixSignal.SIGINT, control);
        using var terminate = On(PosixSignal.SIGTERM, control);
        using var hangUp = On(PosixSignal.SIGHUP, control);
        var keep = request.Keep ? Path.Combine(state.Inner, "drills", DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)) : null;
        var each = new DrillRequest(request.Version, state.Inner, keep);
        List<DrillResult> results = [];
        var coverage = new Coverage();
        foreach (var drill in drills.TakeWhile(_ => !control.StopRequested))
        {
            var files = DrilledFiles.Now(drill.Playbook, request.Prove);
            var result = request.Stale && Known(drill, request.Prove) is { } why ? DrillResult.Skip(drill.Path, drill.Title, why)
                : request.Prove ? await new Proof(drill, each, control, coverage).RunAsync()
                : await new DrillSession(drill, each, control).RunAsync();
            results.Add(result with { Drilled = files });
            Tell(result, request.NoColor);
        }

        if (control.StopRequested)
        {
            return ExitCode.Aborted;
        }

        Output.Problems([.. coverage.Findings()], request.NoColor);
        if (Note(results, coverage, state, request) is { } unreadable)
        {
            return Output.Fail(unreadable, request.NoColor, ExitCode.Invalid);
        }

        var report = DrillReport.Render(results, request.Format);
        if (request.Out is { } path)
        {
            await File.WriteAllTextAsync(path, report);
        }
        else
        {
            RunViews.Results(request.NoColor).Write(report);
        }

        return results.Exists(result => result.Status == DrillStatus.Failed) ? ExitCode.SaidNo : ExitCode.Done;
    }

    /// <summary>When playbooks were drilled last: for `runbook list` and `runbook lint`.</summary>
    private static Diagnostic? Note(List<DrillResult> results, Coverage coverage, StateDirectory state, DrillsRequest request)
    {
        (string Path, bool IsShared)[] files = [(Path.Combine(state.Inner, DrillRecords.Name), false), .. request.Record is { } shared ? [(shared, true)] : Array.Empty<(string, bool)>()];
        foreach (var (path, isShared) in files)
        {
            try
            {
                new DrillRecords(path, isShared).Note(results, coverage.Incomplete(), TimeProvider.System.GetUtcNow());
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
            {
                return Problems.DrillRecordUnreadable(path, FileTrouble.Of(e));
            }
        }

        return null;
    }

    /// <summary>When its playbook was drilled, or proven, as it is now; null where nobody knows of it.</summary>
    private static string? Known(Drill drill, bool isProof) => !File.Exists(drill.Playbook) ? null
        : isProof ? new LastDrill().Proof(drill.Playbook) is { } proof ? $"proven on {LastDrill.Day(proof.At)} as it is now" : null
        : new LastDrill().Of(drill.Playbook, out _) is { } last && last.Sha256 == DrillRecords.HashOf(drill.Playbook) ? $"drilled on {LastDrill.Day(last)} as it is now" : null;

    private static List<Drill> Read(DrillsRequest request, out bool isWrong)
    {
        var reader = new DrillReader(DrillKinds.ForReading());
        List<Drill> drills = [];
        isWrong = false;
        foreach (var file in request.Names.SelectMany(DrillFiles.Of).Distinct(StringComparer.Ordinal))
        {
            var problems = new DiagnosticBag();
            if (reader.Read(file, problems) is { } drill)
            {
                drills.Add(drill);
            }
            else
            {
                isWrong = true;
                Output.Problems(problems, request.NoColor);
            }
        }

        return drills;
    }

    /// <summary>Told when it is known, not only at the end.</summary>
    private static void Tell(DrillResult result, bool noColor)
    {
        RunViews.Progress(noColor).Line(DrillReport.Sentence(result));
        Output.Problems(result.Problems, noColor);
        if (result.Kept is { } kept)
        {
            RunViews.Progress(noColor).Line($"  kept: {kept}");
        }
    }

    /// <summary>Everything goes, also after Ctrl-C: the step is cancelled and the system removed.</summary>
    private static PosixSignalRegistration On(PosixSignal signal, RunControl control) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        control.Request();
        control.Request();
    });
}
