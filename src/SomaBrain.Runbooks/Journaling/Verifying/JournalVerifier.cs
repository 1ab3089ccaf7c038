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

    /// <summary>No line holds a zero byte: what cannot be printed is escaped. A single one is somebody's edit.</summary>
    private static readonly byte[] Hole = new byte[8];

    private readonly ChainCheck _chain;
    private readonly string? _run;
    private readonly JournalHead[] _anchors;
    private bool _closed;
    private Verdict.NeedsNewer? _newer;

    private JournalVerifier(ChainCheck chain, string? run, IReadOnlyList<JournalHead> anchors)
    {
        _chain = chain;
        _run = run;
        _anchors = [.. anchors.Where(a => a.Count > 0)];
    }

    /// <param name="journal">Its bytes.</param>
    /// <param name="run">The run it should be of, as its directory is named; null when only the journal is known.</param>
    /// <param name="anchors">Heads that somebody else kept: the journal must have had each of them.</param>
    public static Verdict Verify(Stream journal, string? run = null, params IReadOnlyList<JournalHead> anchors)
    {
        using var chain = new ChainCheck();
        return new JournalVerifier(chain, run, anchors).Run(new LineReader(journal));
    }

    private Verdict Run(LineReader reader)
    {
        if (_run is not null)
        {
            _chain.Begin(JournalLine.Header(_run));
        }

        var whole = reader.Next(out var line);
        while (whole)
        {
            if (Fault(line) is { } why)
            {
                return Bad(why, line.Length, line[0] == 0 || line.IndexOf(Hole) >= 0, reader);
            }

            _chain.Advance(line);
            foreach (var anchor in _anchors)
            {
                if (anchor.Count == _chain.Count && !_chain.HeadIs(anchor.Sha256))
                {
                    return new Verdict.Tampered(_chain.Head, _chain.Count, "not the line that the anchor knows");
                }
            }

            whole = reader.Next(out line);
        }

        return Cut() ?? End(line);
    }

    private Verdict End(ReadOnlySpan<byte> rest) => rest.Length switch
    {
        > JournalLine.Longest => new Verdict.Tampered(_chain.Head, _chain.Count + 1, $"longer than {JournalLine.Longest} bytes"),
        > 0 => new Verdict.Torn(_chain.Head, rest.Length),
        _ => _newer is not null ? _newer with { Head = _chain.Head } : _closed ? new Verdict.Ok(_chain.Head) : new Verdict.Incomplete(_chain.Head),
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
            return Cut() ?? (Verdict)new Verdict.Torn(_chain.Head, bytes + end.Length);
        }

        var last = !reader.Next(out var rest) && rest.IsEmpty;
        return _chain.Unreadable && last ? Cut() ?? (Verdict)new Verdict.Torn(_chain.Head, length) : new Verdict.Tampered(_chain.Head, _chain.Count + 1, why);
    }

    /// <summary>An anchored line was whole once, so that no crash took it.</summary>
    private Verdict.Tampered? Cut() => _anchors.Any(a => a.Count > _chain.Count)
        ? new(_chain.Head, _chain.Count + 1, $"missing: the anchor knows {_anchors.Max(a => a.Count)} lines")
        : null;

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

        return _closed || line.IndexOf(Close) >= 0 ? Closes(line) : null;
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

        if (_run is null)
        {
            _chain.Begin(JournalLine.Header(opened.Run));
        }

        return _run is null || _run == opened.Run ? null : $"of run {opened.Run}, not of {_run}";
    }

    private string? Closes(ReadOnlySpan<byte> line)
    {
        var what = JournalLine.Read(line)?.Event;
        if (_closed && what is not (JournalEvent.Checkpoint or JournalEvent.Unread))
        {
            return "after `run-closed`";
        }

        _closed |= what is JournalEvent.RunClosed;
        return what is JournalEvent.RunClosed closed && closed.Events != _chain.Count + 1 ? $"counts {closed.Events} lines" : null;
    }
}
