using System.Diagnostics;
using SomaBrain.Runbooks.Cli.Drilling.Reports;
using SomaBrain.Runbooks.Cli.Drilling.Systems;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Journaling.Verifying;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Drilling.Programs;

/// <summary>The calls of the program that one drill makes.</summary>
internal sealed class ProgramRuns(DrillSystem system, Books books)
{
    private readonly List<ProgramResult> _results = [];

    public Books Books => books;

    public IReadOnlyList<ProgramResult> Results => _results;

    /// <summary>Each run once, as its journal is now.</summary>
    public IEnumerable<RunVerdict> Verdicts => _results.Select(result => result.Run).OfType<RunVerdict>().GroupBy(run => run.Run, StringComparer.Ordinal).Select(run => Verify(run.Key));

    /// <summary>What a target of the playbook is bound to; null: to nothing.</summary>
    /// <param name="target">As the playbook declares it.</param>
    /// <param name="given">As the drill says it.</param>
    /// <param name="role">Connects with this role where the drill names one of its own targets.</param>
    /// <param name="database">Null: what the playbook demands, else the system's.</param>
    public string? Connection(TargetDeclaration target, string? given, string role, string? database)
    {
        var name = given ?? (system.HasTarget(target.Name) ? target.Name : target.IsOptional ? null : "primary");
        return name is null ? null
            : system.HasTarget(name) ? system.Connection(name, role, database ?? target.Database ?? system.Database)
            : name;
    }

    public async Task<ProgramResult> RunAsync(ProgramRequest request, CancellationToken ct)
    {
        var watch = new JournalWatch(system.State);
        var began = Stopwatch.GetTimestamp();
        using var program = RunningProgram.Start(request, system);
        var (exit, timedOut) = await program.WatchAsync(watch, ct);
        var elapsed = Stopwatch.GetElapsedTime(began);
        watch.Look();
        var result = new ProgramResult(request, exit, program.Text, elapsed, timedOut, watch.Run is { } run ? Verify(run) : null, watch.Journal, watch.Events);
        _results.Add(result);
        return result;
    }

    private RunVerdict Verify(string run)
    {
        using var journal = new FileStream(Path.Combine(system.State, run, "journal.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var verdict = new SiteLog(Path.Combine(system.State, "site.jsonl"), TimeProvider.System).Read().Verify(journal, run);
        return new(run, verdict switch
        {
            Verdict.Ok => "ok",
            Verdict.Incomplete => "incomplete",
            Verdict.Torn => "torn",
            Verdict.Tampered tampered => $"tampered: line {tampered.Line}, {tampered.Why}",
            Verdict.Unproven unproven => $"unproven: {unproven.Why}",
            _ => "unknown",
        });
    }
}
