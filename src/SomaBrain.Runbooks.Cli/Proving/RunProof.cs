using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Journaling.Verifying;

namespace SomaBrain.Runbooks.Cli.Proving;

/// <summary>
/// Verifies the journal of a run against everything that should know it: the files beside it, the site log, anchors, the seal, a
/// head that a person kept. Never ok where one that is expected is missing.
/// </summary>
/// <param name="directory">Of the run, wherever it is now.</param>
/// <param name="site">The site log that should know the run; null for a copy that stands alone.</param>
/// <param name="anchoring">What the targets file expects.</param>
public sealed class RunProof(string directory, SiteReading? site, Anchoring anchoring)
{
    private readonly string _journal = Path.Combine(directory, "journal.jsonl");
    private readonly List<ProofNote> _notes = [];
    private readonly Witnesses _witnesses = new();
    private readonly Dictionary<string, string?> _given = new(StringComparer.Ordinal);

    /// <summary>`--head`.</summary>
    public string? Head { get; init; }

    /// <summary>`--signers`; null: those of the targets file.</summary>
    public string? Signers { get; init; }

    public Proof Verify()
    {
        var (opened, name) = (Opened(), Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory))));
        var run = RunId.Is(name) ? name : opened?.Run ?? name;
        List<AnchorAnswer> asked = [.. anchoring.With(opened).Select(anchor => AnchorAnswer.Of(anchor, run))];
        var verdict = Chain(RunId.Is(name) ? name : null, run, asked, out var closedAt);
        if (verdict is Verdict.Ok or Verdict.Incomplete or Verdict.Torn)
        {
            verdict = Reopened(verdict) ?? site?.Against(verdict, run) ?? Against(verdict, asked, closedAt) ?? (verdict is Verdict.Ok ? Sealed(verdict, opened, closedAt) : null) ?? Alone(verdict) ?? Beyond(verdict) ?? verdict;
        }

        var known = (site?.Heads(run) ?? []).Select(one => one.Head.Count).Concat(asked.SelectMany(answer => answer.Entries).Select(entry => entry.Head.Count));
        return new(run, verdict, [.. _notes])
        {
            Unwitnessed = verdict is Verdict.Tampered ? [] : _witnesses.Missing([.. known], site?.Entries.Where(entry => entry.Run == run) ?? []),
        };
    }

    private JournalEvent.RunOpened? Opened()
    {
        using var stream = Read();
        return new LineReader(stream).Next(out var line) ? JournalLine.Read(line)?.Event as JournalEvent.RunOpened : null;
    }

    private FileStream Read() => new(_journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);

    private Verdict Chain(string? named, string run, List<AnchorAnswer> asked, out DateTimeOffset closedAt)
    {
        var (files, closed) = (new SideFiles(directory), default(DateTimeOffset));
        var heads = (site?.Heads(run) ?? [])
            .Concat(asked.SelectMany(answer => answer.Entries.Select(entry => new AnchoredHead(entry.Head, $"`{answer.Name}`"))));
        using var stream = Read();
        var verdict = JournalVerifier.Verify(stream, new JournalKnowledge(named, [.. heads])
        {
            Kept = Head,
            Beside = entry =>
            {
                closed = entry.Event is JournalEvent.RunClosed ? entry.At : closed;
                Remember(entry.Event as JournalEvent.Checkpoint);
                _witnesses.On(entry);
                return files.Fault(entry);
            },
        });
        closedAt = closed;
        return verdict;
    }

    private Verdict.Unproven? Against(Verdict verdict, List<AnchorAnswer> asked, DateTimeOffset closedAt)
    {
        Verdict.Unproven? unproven = null;
        foreach (var answer in asked)
        {
            var took = _given.TryGetValue(answer.Name, out var failure) && failure is null;
            var missing = answer.Missing(verdict is Verdict.Ok);
            _notes.Add(new(answer.Name, missing is null ? answer.Knows(verdict is Verdict.Ok, closedAt) : $"{missing}{Before(answer, took, failure)}", missing is null) { Took = took, Answered = answer.Why is null });
            unproven ??= missing is null ? null : new(verdict.Head, $"`{answer.Name}` {_notes[^1].Said}") { CanBeGiven = verdict is Verdict.Ok && answer.Why is null };
        }

        return unproven;
    }

    /// <summary>What the journal says of an anchor that does not know it.</summary>
    private static string Before(AnchorAnswer answer, bool took, string? failure) => answer.Why is not null ? ""
        : took ? "; the journal says that it was given it, so look who took it away there"
        : failure is not null ? $"; it could not be given it: {failure}"
        : "";

    private void Remember(JournalEvent.Checkpoint? checkpoint)
    {
        if (checkpoint is not null)
        {
            _given[checkpoint.Where] = checkpoint.Failure;
        }
    }

    /// <summary>A seal is made when a run is closed, so that a journal which has one was.</summary>
    private Verdict.Tampered? Reopened(Verdict verdict) => verdict is Verdict.Incomplete or Verdict.Torn && File.Exists(Seal.FileOf(_journal))
        ? new(verdict.Head, verdict.Head.Count + 1, "missing: the journal was closed when it was sealed")
        : null;

    private Verdict? Sealed(Verdict verdict, JournalEvent.RunOpened? opened, DateTimeOffset closedAt)
    {
        var signers = Signers ?? anchoring.Settings.Signers;
        var expected = Signers is not null || anchoring.Settings.Seal is not null || opened is { Sealed: true };
        var check = Seal.Check(_journal, signers, closedAt);
        _notes.AddRange(check is SealCheck.By by ? [new ProofNote("seal", by.Principal is null ? $"is of {by.Key}, whoever that is" : $"of {by.Principal}, {by.Key}", by.Principal is not null)] : []);
        return check switch
        {
            SealCheck.None => expected ? new Verdict.Unproven(verdict.Head, "the seal is missing") { CanBeGiven = true } : null,
            SealCheck.Broken broken => new Verdict.Tampered(verdict.Head, verdict.Head.Count, $"the seal is not of this journal: {broken.Why}"),
            SealCheck.Stranger stranger => new Verdict.Tampered(verdict.Head, verdict.Head.Count, $"the seal is of {stranger.Key}, which is not among the signers"),
            SealCheck.By { Principal: null } => expected ? new Verdict.Unproven(verdict.Head, "it is sealed, and nobody says whose seal counts: give `--signers`") : null,
            _ => null,
        };
    }

    /// <summary>Anchors know a run's end; what stands behind it is known to the site log, and to the seal.</summary>
    private Verdict.Unproven? Beyond(Verdict verdict) => verdict is Verdict.Ok { Beyond: { } line } && !_notes.Exists(note => note.Name == "seal" && note.Proves)
        ? new(verdict.Head, $"line {line} stands after the run's end, and nobody who was asked knows it")
        : null;

    /// <summary>A copy without its site log needs somebody else who knows its end.</summary>
    private Verdict.Unproven? Alone(Verdict verdict) =>
        site is null && verdict is Verdict.Ok && Head is null && !_notes.Exists(note => note.Proves)
            ? new(verdict.Head, "no site log is beside it, and no anchor or seal: give the head that was printed with `--head`")
            : null;
}
