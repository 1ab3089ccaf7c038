using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Journaling.Verifying;

/// <summary>
/// Reads a journal once, in flat memory, and tells whether each line is canonical, numbered without a gap, and chained to the
/// bytes of the line before. Alone it cannot see a line cut off, a last line rewritten, or a whole journal rewritten: that is
/// what an anchor is for.
/// </summary>
public sealed class JournalVerifier
{
    private static readonly byte[] Close = [.. "\"kind\":\"run-closed\""u8];
    private static readonly byte[] OfTheRun = [.. "\"kind\":\"r"u8]; // `run-resumed`, `recovered`: a few in a journal
    private static readonly byte[] Beside = [.. "\"outputs/"u8];

    /// <summary>The first five fields are no longer.</summary>
    private const int LongestEnvelope = 192;

    /// <summary>No line holds a zero byte: what cannot be printed is escaped. A single one is somebody's edit.</summary>
    private static readonly byte[] Hole = new byte[8];

    private readonly ChainCheck _chain;
    private readonly JournalKnowledge _known;
    private readonly AnchorCheck _anchors;
    private JournalHead? _closed;
    private bool _closes;
    private long? _beyond;
    private Verdict.NeedsNewer? _newer;

    private JournalVerifier(ChainCheck chain, JournalKnowledge known)
    {
        _chain = chain;
        _known = known;
        _anchors = new(chain, known);
    }

    /// <param name="journal">Its bytes.</param>
    /// <param name="run">The run it should be of, as its directory is named; null when only the journal is known.</param>
    /// <param name="anchors">Heads that somebody else kept: the journal must have had each of them.</param>
    public static Verdict Verify(Stream journal, string? run = null, params IReadOnlyList<JournalHead> anchors) =>
        Verify(journal, new JournalKnowledge(run, [.. anchors.Select(head => new AnchoredHead(head, "the anchor"))]));

    /// <summary>Verifies against all that is known beforehand.</summary>
    public static Verdict Verify(Stream journal, JournalKnowledge known)
    {
        using var chain = new ChainCheck();
        return new JournalVerifier(chain, known).Run(new LineReader(journal));
    }

    private Verdict Run(LineReader reader)
    {
        if (_known.Run is not null)
        {
            _chain.Begin(JournalLine.Header(_known.Run));
        }

        var whole = reader.Next(out var line);
        while (whole)
        {
            if (Fault(line) is { } why)
            {
                return Bad(why, line.Length, line[0] == 0 || line.IndexOf(Hole) >= 0, reader);
            }

            _chain.Advance(line);
            _closed ??= _closes ? _chain.Head : null;
            if ((_anchors.Next() ?? Aside(line)) is { } wrong)
            {
                return new Verdict.Tampered(_chain.Head, _chain.Count, wrong);
            }

            whole = reader.Next(out line);
        }

        return _anchors.Cut() ?? End(line);
    }

    private Verdict End(ReadOnlySpan<byte> rest) => rest.Length switch
    {
        > JournalLine.Longest => new Verdict.Tampered(_chain.Head, _chain.Count + 1, $"longer than {JournalLine.Longest} bytes"),
        > 0 => _anchors.Torn() ?? (Verdict)new Verdict.Torn(_chain.Head, rest.Length),
        _ when _newer is not null => _newer with { Head = _chain.Head },
        _ => _anchors.Kept(_closed is not null) ?? (_closed is not null ? new Verdict.Ok(_chain.Head) { Beyond = _beyond is { } line && !_anchors.Covers(_chain.Count) ? line : null } : new Verdict.Incomplete(_chain.Head)),
    };

    /// <summary>
    /// A bad last line that is no JSON was torn, even though its newline reached the disk; all else was changed. So was what stands
    /// behind a hole: pages that were not flushed reach the disk in any order, and those that did not are zeros.
    /// </summary>
    private Verdict Bad(string why, int length, bool hasHole, LineReader reader)
    {
        if (hasHole && _chain.Unreadable)
        {
            long bytes = length;
            while (reader.Next(out var more))
            {
                bytes += more.Length;
            }

            _ = reader.Next(out var end);
            return _anchors.Torn() ?? (Verdict)new Verdict.Torn(_chain.Head, bytes + end.Length);
        }

        var last = !reader.Next(out var rest) && rest.IsEmpty;
        return _chain.Unreadable && last ? _anchors.Torn() ?? (Verdict)new Verdict.Torn(_chain.Head, length) : new Verdict.Tampered(_chain.Head, _chain.Count + 1, why);
    }

    private string? Fault(ReadOnlySpan<byte> line)
    {
        if (_chain.Count == 0 && Opens(line) is { } wrong)
        {
            return wrong;
        }

        if (_chain.Fault(line) is { } fault)
        {
            return fault;
        }

        if (_chain.Version > JournalEntry.Current)
        {
            _newer ??= new(_chain.Head, _chain.Count + 1, _chain.Version);
            return null;
        }

        return _closed is not null || line.IndexOf(Close) >= 0 ? Closes(line) : null;
    }

    private string? Opens(ReadOnlySpan<byte> line)
    {
        if (JournalLine.Read(line) is not { } first)
        {
            // Not of this version, or not even canonical: the chain says which.
            return null;
        }

        if (first.Event is not JournalEvent.RunOpened opened)
        {
            return "a journal begins with `run-opened`";
        }

        if (_known.Run is null)
        {
            _chain.Begin(JournalLine.Header(opened.Run));
        }

        return _known.Run is null || _known.Run == opened.Run ? null : $"of run {opened.Run}, not of {_known.Run}";
    }

    /// <summary>Behind the end of a run stands only what became of it: which anchor was given it, what a crash tore there. Of a line
    /// that says anything else, or of another head, only who knows the whole journal can tell whether it is the program's.</summary>
    private string? Closes(ReadOnlySpan<byte> line)
    {
        var what = JournalLine.Read(line)?.Event;
        if (_closed is { } end)
        {
            _beyond ??= what is JournalEvent.Checkpoint given && given.Events == end.Count && given.Head == end.Sha256 ? null : _chain.Count + 1;
            return what is JournalEvent.Checkpoint or JournalEvent.Recovered or JournalEvent.Unread ? null : "after `run-closed`";
        }

        _closes = what is JournalEvent.RunClosed;
        return what is JournalEvent.RunClosed closed && closed.Events != _chain.Count + 1 ? $"counts {closed.Events} lines" : null;
    }

    /// <summary>What the line names beside the journal. Most lines name nothing, and are not read for it.</summary>
    private string? Aside(ReadOnlySpan<byte> line) =>
        _known.Beside is { } beside && (_closed is not null || line.IndexOf(Beside) >= 0 || line[..Math.Min(line.Length, LongestEnvelope)].IndexOf(OfTheRun) >= 0) && JournalLine.Read(line) is { } entry
            ? beside(entry)
            : null;
}
