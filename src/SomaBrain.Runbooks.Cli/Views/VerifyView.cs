using SomaBrain.Runbooks.Cli.Proving;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Verifying;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Planning;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>`runbook verify RUN`. The exit code is the verdict's.</summary>
public static class VerifyView
{
    private const int IncompleteCode = 30;
    private const int TornCode = 31;
    private const int TamperedCode = 32;
    private const int UnprovenCode = 33;

    /// <summary>Of several: the worst, as tampered is worse than unproven, that worse than torn, that worse than incomplete. A run
    /// that is gone was tampered with.</summary>
    internal static int ExitCodeOf(IReadOnlyList<Proof> proofs, bool all, IEnumerable<Diagnostic> problems)
    {
        int[] worst = [TamperedCode, UnprovenCode, TornCode, IncompleteCode];
        var codes = proofs.Select(proof => proof.Verdict.ExitCode).ToList();
        return !all ? codes[0]
            : problems.Any(problem => problem.Severity == Severity.Error) ? TamperedCode
            : worst.FirstOrDefault(codes.Contains);
    }

    /// <summary>On stdout; what is wrong is a diagnostic.</summary>
    /// <param name="all">A line for each run, not a report of one.</param>
    internal static void Write(IReadOnlyList<Proof> proofs, bool all, bool json, Channel results)
    {
        if (json)
        {
            results.Line(CanonicalJson.Text(all ? new Json.Array([.. proofs.Select(ToJson)]) : ToJson(proofs[0])));
            return;
        }

        foreach (var proof in proofs)
        {
            foreach (var line in all ? [$"{Word(proof.Verdict),-10}  {proof.Run}  {Count(proof)}{string.Concat(proof.Unwitnessed.Select(lines => $"; {lines}"))}"] : Lines(proof))
            {
                results.Line(line);
            }
        }

        if (all && proofs.Count == 0)
        {
            results.Line("no runs yet");
        }
    }

    public static IEnumerable<string> Lines(Proof proof) =>
    [
        $"{Word(proof.Verdict)}: run {proof.Run}, {Count(proof)}",
        .. proof.Verdict.Head.Count == 0 ? (string[])[] : [$"head {proof.Verdict.Head.Sha256}"],
        .. proof.Notes.Select(note => OneLine.Of($"{(note.Name == "seal" ? "seal" : $"anchor {note.Name}")} {note.Said}")),
        .. proof.Unwitnessed.Select(lines => lines.ToString()),
    ];

    private static string Count(Proof proof) => KeyResult.Count(proof.Verdict.Head.Count, "line", "lines");

    /// <summary>What is wrong and what to do; null when all is well.</summary>
    public static Diagnostic? Problem(string run, Verdict verdict) => verdict switch
    {
        Verdict.Incomplete => Problems.JournalIncomplete(run, verdict.Head.Count),
        Verdict.Torn torn => Problems.JournalTorn(run, verdict.Head.Count, torn.Bytes),
        Verdict.Tampered tampered => Problems.JournalTampered(run, tampered.Line, tampered.Why),
        Verdict.Unproven unproven => Problems.JournalUnproven(run, unproven.Why, unproven.CanBeGiven),
        Verdict.NeedsNewer newer => Problems.JournalNeedsNewer(run, newer.Line, newer.Version),
        _ => null,
    };

    /// <summary>What the site log itself tells: a bad line, runs that are gone.</summary>
    public static IEnumerable<Diagnostic> SiteProblems(string path, SiteReading site, IReadOnlyCollection<string> present) =>
    [
        .. site.Fault is { } fault ? (Diagnostic[])[Problems.SiteLogDamaged(path, fault.Line, fault.Why)] : [],
        .. site.Missing(present).Select(e => Problems.RunMissing(e.Run, e.At)),
    ];

    public static Json ToJson(Proof proof) => new Json.Object(
    [
        new("run", new Json.Text(proof.Run)),
        new("verdict", new Json.Text(Word(proof.Verdict))),
        new("exit_code", new Json.Integer(proof.Verdict.ExitCode)),
        new("lines", new Json.Integer(proof.Verdict.Head.Count)),
        new("head", new Json.Text(proof.Verdict.Head.Sha256)),
        .. proof.Notes.Length == 0 ? (Json.Member[])[] : [new("proofs", new Json.Array([.. proof.Notes.Select(ToJson)]))],
        .. proof.Unwitnessed.IsEmpty ? (Json.Member[])[] : [new("unwitnessed", new Json.Array([.. proof.Unwitnessed.Select(ToJson)]))],
        .. Problem(proof.Run, proof.Verdict) is { } problem ? (Json.Member[])[new("code", new Json.Text(problem.Code)), new("message", new Json.Text(problem.Message))] : [],
    ]);

    internal static Json ToJson(Unwitnessed lines) =>
        new Json.Object([new("from", new Json.Integer(lines.From)), new("to", new Json.Integer(lines.To)), new("until", new Json.Text(lines.Until))]);

    private static Json ToJson(ProofNote note) =>
        new Json.Object([new("name", new Json.Text(note.Name)), new("proves", new Json.Boolean(note.Proves)), new("said", new Json.Text(note.Said))]);

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
