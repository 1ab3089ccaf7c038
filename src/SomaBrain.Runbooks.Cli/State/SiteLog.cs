using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Journaling.Verifying;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Steps.Saving;

namespace SomaBrain.Runbooks.Cli.State;

/// <summary>
/// Chains the runs of this machine: each line holds the head of a run's journal when it was opened, paused and closed. So it
/// is the local anchor: a journal that was cut, rewritten or deleted is not what the site log knows.
/// </summary>
/// <param name="path">`site.jsonl`</param>
public sealed class SiteLog(string path, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What the first line's `prev` is the hash of.</summary>
    public static readonly ImmutableArray<byte> Header = [.. "{\"journal\":\"somabrain-runbook-site\"}"u8];

    public string Path { get; } = path;

    /// <summary>Appends a line, on disk when it returns; several processes at once wait for each other.</summary>
    /// <param name="undoes">The run that this one undoes.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public SiteEntry Record(SiteKind kind, string run, JournalHead head, string playbook, string? undoes = null)
    {
        using var held = ExclusiveLock.Wait($"{Path}.lock", Patience);
        var isNew = !File.Exists(Path);
        using var file = new FileStream(Path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            BufferSize = 0,
            Share = FileShare.ReadWrite,
            UnixCreateMode = StateDirectory.OwnerFile,
        });
        var last = PutTornAside(file);
        var at = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        var entry = new SiteEntry(last.Count + 1, at, last.Sha256, kind, run, head, playbook) { Undoes = undoes };
        var whole = file.Length;
        try
        {
            file.Write([.. CanonicalJson.Write(entry.ToJson()), (byte)'\n']);
            Durable.Flush(file);
            if (isNew)
            {
                Libc.FlushDirectory(System.IO.Path.GetDirectoryName(Path)!);
            }
        }
        catch (IOException)
        {
            TakeOff(file, whole);
            throw;
        }

        return entry;
    }

    /// <summary>Nobody is told that the line was written, so it should not be there: of a run that is not opened it would say that it is gone.</summary>
    private static void TakeOff(FileStream file, long whole)
    {
        try
        {
            file.SetLength(whole);
        }
        catch (IOException)
        {
            // The disk is what failed; the line stays.
        }
    }

    /// <summary>For a run that was killed between its last line and the one here. That it was resumed for this stands before its end, as
    /// nobody else knew its lines until now.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void CloseIfOpen(string run, JournalHead head, string playbook)
    {
        if (Read().Entries.LastOrDefault(entry => entry.Run == run) is { } last && last.Kind != SiteKind.Closed)
        {
            Record(SiteKind.Resumed, run, head, playbook);
            Record(SiteKind.Closed, run, head, playbook);
        }
    }

    /// <summary>Reads it all.</summary>
    /// <returns>The entries up to the first bad line, and what is wrong there. A torn end is no fault: the line was never
    /// reported as written.</returns>
    public SiteReading Read()
    {
        if (!File.Exists(Path))
        {
            return new([], null);
        }

        using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
        using var chain = new ChainCheck();
        chain.Begin(Header.AsSpan());
        var entries = ImmutableArray.CreateBuilder<SiteEntry>();
        var lines = new LineReader(stream);
        while (lines.Next(out var line))
        {
            if (chain.Fault(line) is { } why)
            {
                return new(entries.ToImmutable(), (chain.Count + 1, why));
            }

            chain.Advance(line);
            if (SiteEntry.Read(line) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return new(entries.ToImmutable(), null);
    }

    /// <summary>Of the run that was begun last, whatever its clock said; read from the back, however long the log has grown. Null when no line tells.</summary>
    public SiteEntry? LastOpened()
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
        for (long reach = 64 * 1024; ; reach *= 4)
        {
            var begin = Math.Max(0, file.Length - reach);
            var bytes = new byte[file.Length - begin];
            file.Position = begin;
            file.ReadExactly(bytes);
            for (var end = Array.LastIndexOf(bytes, (byte)'\n'); end > 0;)
            {
                var start = Array.LastIndexOf(bytes, (byte)'\n', end - 1) + 1;
                if ((start > 0 || begin == 0) && SiteEntry.Read(bytes.AsSpan(start, end - start)) is { Kind: SiteKind.Opened } entry)
                {
                    return entry;
                }

                end = start - 1;
            }

            if (begin == 0)
            {
                return null;
            }
        }
    }

    /// <summary>Of a log that somebody has spoilt: `verify` tells where. A run is not refused for it, and is chained all the same.</summary>
    private static long Lines(FileStream file)
    {
        file.Position = 0;
        var (lines, count) = (new LineReader(file), 0L);
        while (lines.Next(out _))
        {
            count++;
        }

        return count;
    }

    /// <summary>The head of the whole lines. What a crash left after them is copied beside the log and taken off.</summary>
    private JournalHead PutTornAside(FileStream file)
    {
        var tail = LogTail.Read(file);
        var head = tail.Line.IsEmpty ? new JournalHead(0, JournalLine.Hash(Header.AsSpan()))
            : new JournalHead(SiteEntry.Read(tail.Line.Span)?.Seq ?? Lines(file), JournalLine.Hash(tail.Line.Span));
        if (!tail.Torn.IsEmpty)
        {
            var torn = tail.Torn.Span;
            KeptFile.Write(System.IO.Path.GetDirectoryName(Path)!, $"site.torn-{head.Count + 1}-{JournalLine.Hash(torn)[..12]}", torn);
            file.SetLength(tail.Whole);
        }

        file.Position = tail.Whole;
        return head;
    }
}
