using System.Security.Cryptography;
using System.Text;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Journaling;

/// <summary>
/// Reads a journal once, in flat memory, and tells whether each line is canonical, numbered without a gap, and chained to the
/// bytes of the line before. Alone it cannot see a line cut off, a last line rewritten, or a whole journal rewritten: that is
/// what an anchor is for (<see cref="Verdict.Head"/>).
/// </summary>
public sealed class JournalVerifier
{
    private readonly string? _run;
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];
    private readonly byte[] _head = new byte[SHA256.HashSizeInBytes * 2];
    private long _count;
    private bool _closed;
    private bool _unreadable;
    private int _version = JournalEntry.Current;
    private Verdict.NeedsNewer? _newer;

    private JournalVerifier(string? run)
    {
        _run = run;
        _head.AsSpan().Fill((byte)'0');
    }

    /// <param name="journal">Its bytes.</param>
    /// <param name="run">The run it should be of, as its directory is named; null when only the journal is known.</param>
    public static Verdict Verify(Stream journal, string? run = null) => new JournalVerifier(run).Run(journal);

    private JournalHead Head => new(_count, Encoding.ASCII.GetString(_head));

    private Verdict Run(Stream journal)
    {
        using var sha256 = _sha256;
        if (_run is not null)
        {
            Chain(JournalLine.Header(_run));
        }

        var reader = new LineReader(journal);
        var whole = reader.Next(out var line);
        while (whole)
        {
            if (Fault(line) is { } why)
            {
                return Bad(why, line.Length, reader);
            }

            Chain(line);
            _count++;
            whole = reader.Next(out line);
        }

        return line.Length switch
        {
            > JournalLine.Longest => new Verdict.Tampered(Head, _count + 1, $"longer than {JournalLine.Longest} bytes"),
            > 0 => new Verdict.Torn(Head, line.Length),
            _ => _newer is not null ? _newer with { Head = Head } : _closed ? new Verdict.Ok(Head) : new Verdict.Incomplete(Head),
        };
    }

    /// <summary>A bad last line that is no JSON was torn, even though its newline reached the disk; all else was changed.</summary>
    private Verdict Bad(string why, int length, LineReader reader)
    {
        var head = Head;
        var more = reader.Next(out var rest) || !rest.IsEmpty;
        return _unreadable && !more ? new Verdict.Torn(head, length) : new Verdict.Tampered(head, _count + 1, why);
    }

    private string? Fault(ReadOnlySpan<byte> line)
    {
        var json = line[..^1];
        var known = LineEnvelope.TryRead(json, out var envelope);
        if (known && envelope.Version > JournalEntry.Current)
        {
            _newer ??= new(Head, _count + 1, envelope.Version);
        }
        else if (CanonicalForm.Fault(json) is { } fault)
        {
            _unreadable = true;
            return $"not canonical JSON: {fault}";
        }

        if (!known)
        {
            return "does not begin with `v`, `seq`, `at`, `prev` and `kind`";
        }

        if (envelope.Version < _version)
        {
            return $"of version {envelope.Version} after one of version {_version}";
        }

        _version = envelope.Version;
        if (envelope.Seq != _count + 1)
        {
            return $"numbered {envelope.Seq}";
        }

        return (_count == 0 ? Opens(line, envelope) : null)
            ?? (envelope.Prev.SequenceEqual(_head) ? null : _count == 0 ? "`prev` is not the hash of the run's header" : "`prev` is not the hash of the line before")
            ?? Closes(line, envelope);
    }

    private string? Opens(ReadOnlySpan<byte> line, LineEnvelope envelope)
    {
        if (envelope.Version > JournalEntry.Current)
        {
            // How a later version begins is its own affair.
            envelope.Prev.CopyTo(_head);
            return null;
        }

        if (JournalLine.Read(line)?.Event is not JournalEvent.RunOpened opened)
        {
            return "a journal begins with `run-opened`";
        }

        if (_run is null)
        {
            Chain(JournalLine.Header(opened.Run));
        }

        return _run is null || _run == opened.Run ? null : $"of run {opened.Run}, not of {_run}";
    }

    private string? Closes(ReadOnlySpan<byte> line, LineEnvelope envelope)
    {
        if (envelope.Version > JournalEntry.Current)
        {
            return null;
        }

        if (_closed && JournalLine.Read(line)?.Event is not (JournalEvent.Checkpoint or JournalEvent.Unread))
        {
            return "after `run-closed`";
        }

        if (envelope.Kind.SequenceEqual("run-closed"u8))
        {
            _closed = true;
            return JournalLine.Read(line)?.Event is JournalEvent.RunClosed closed && closed.Events != envelope.Seq ? $"counts {closed.Events} lines" : null;
        }

        return null;
    }

    /// <summary>Makes these bytes the ones that the next line must name.</summary>
    private void Chain(ReadOnlySpan<byte> bytes)
    {
        _sha256.AppendData(bytes);
        _sha256.GetHashAndReset(_hash);
        Convert.TryToHexStringLower(_hash, _head, out _);
    }
}
