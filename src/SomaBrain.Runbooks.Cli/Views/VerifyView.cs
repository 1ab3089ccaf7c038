using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Verifying;
using SomaBrain.Runbooks.Journaling.Canonical;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>`runbook verify RUN`. The exit code is the verdict's.</summary>
public static class VerifyView
{
    /// <summary>On stdout; what is wrong is a diagnostic.</summary>
    public static IEnumerable<string> Lines(string run, Verdict verdict) =>
    [
        $"{Word(verdict)}: run {run}, {verdict.Head.Count} lines",
        $"head {verdict.Head.Sha256}",
    ];

    /// <summary>What is wrong and what to do; null when all is well.</summary>
    public static Diagnostic? Problem(string run, Verdict verdict) => verdict switch
    {
        Verdict.Incomplete => Problems.JournalIncomplete(run, verdict.Head.Count),
        Verdict.Torn torn => Problems.JournalTorn(run, verdict.Head.Count, torn.Bytes),
        Verdict.Tampered tampered => Problems.JournalTampered(run, tampered.Line, tampered.Why),
        Verdict.Unproven unproven => Problems.JournalUnproven(run, unproven.Why),
        Verdict.NeedsNewer newer => Problems.JournalNeedsNewer(run, newer.Line, newer.Version),
        _ => null,
    };

    /// <summary>What the site log itself tells: a bad line, runs that are gone.</summary>
    public static IEnumerable<Diagnostic> SiteProblems(string path, SiteReading site, IReadOnlyCollection<string> present) =>
    [
        .. site.Fault is { } fault ? (Diagnostic[])[Problems.SiteLogDamaged(path, fault.Line, fault.Why)] : [],
        .. site.Missing(present).Select(e => Problems.RunMissing(e.Run, e.At)),
    ];

    public static Json ToJson(string run, Verdict verdict) => new Json.Object(
    [
        new("run", new Json.Text(run)),
        new("verdict", new Json.Text(Word(verdict))),
        new("exit_code", new Json.Integer(verdict.ExitCode)),
        new("lines", new Json.Integer(verdict.Head.Count)),
        new("head", new Json.Text(verdict.Head.Sha256)),
        .. Problem(run, verdict) is { } problem ? (Json.Member[])[new("code", new Json.Text(problem.Code)), new("message", new Json.Text(problem.Message))] : [],
    ]);

    /// <summary>The verdict in a word.</summary>
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Ok => "ok",
        Verdict.Incomplete => "incomplete",
        Verdict.Torn => "torn",
        Verdict.Tampered => "tampered",
        Verdict.Unproven => "unproven",
        _ => "needs newer",
    };
}
