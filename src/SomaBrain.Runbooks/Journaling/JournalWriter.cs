using System.Buffers;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Journaling;

/// <summary>
/// Appends a run's events, each chained to the one before. Whoever acts appends the intent first, and acts only after
/// <see cref="Append"/> returned. May be called from several threads.
/// </summary>
/// <param name="log">Where the bytes go.</param>
/// <param name="time">Whose UTC stamps the lines.</param>
/// <param name="after">The head of what the log already holds, as the verifier gave it; null for a new journal, which begins
/// with <see cref="JournalEvent.RunOpened"/>.</param>
/// <param name="observers">Are told of each entry after it was appended, in order.</param>
public sealed class JournalWriter(IJournalLog log, TimeProvider time, JournalHead? after = null, params IReadOnlyList<IRunObserver> observers)
{
    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private JournalHead? _head = after;
    private Exception? _broken;

    /// <summary>What stands in the log now; what to anchor.</summary>
    public JournalHead Head => _head ?? throw new InvalidOperationException("the journal has no line");

    /// <summary>Writes one line, in one write.</summary>
    /// <exception cref="JournalUnwritable">Now, or at any append before: from the first failure on nothing is written.</exception>
    public JournalEntry Append(JournalEvent what, Durability durability = Durability.Flushed)
    {
        lock (_lock)
        {
            if (_broken is not null)
            {
                throw new JournalUnwritable("the journal could not be written before, and so is written no more", _broken);
            }

            var before = _head ?? Beginning(what);
            var now = time.GetUtcNow().ToUniversalTime();
            var entry = new JournalEntry(JournalEntry.Current, before.Count + 1, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)), before.Sha256, what);
            _line.ResetWrittenCount();
            JournalLine.Write(entry, _line);
            if (_line.WrittenCount > JournalLine.Longest)
            {
                throw new InvalidOperationException($"a line of {_line.WrittenCount} bytes: large results belong into the output store");
            }

            Put(durability);
            _head = new(entry.Seq, JournalLine.Hash(_line.WrittenSpan));
            foreach (var observer in observers)
            {
                observer.On(entry);
            }

            return entry;
        }
    }

    /// <summary>Appends the last event, on disk when it returns.</summary>
    /// <exception cref="JournalUnwritable">The run is not closed.</exception>
    public JournalEntry Close(RunStatus status, int exitCode, Changed changed, Failure? failure = null, Value? outputs = null, StoredOutput? outputsFile = null)
    {
        lock (_lock)
        {
            return Append(new JournalEvent.RunClosed(status, exitCode, changed, Head.Count + 1, failure) { Outputs = outputs, OutputsFile = outputsFile });
        }
    }

    private static JournalHead Beginning(JournalEvent what) => what is JournalEvent.RunOpened opened
        ? new(0, JournalLine.Hash(JournalLine.Header(opened.Run)))
        : throw new InvalidOperationException($"a journal begins with run-opened, not {what.Kind}");

    private void Put(Durability durability)
    {
        try
        {
            log.Write(_line.WrittenSpan);
            if (durability == Durability.Flushed)
            {
                log.Flush();
            }
        }
        catch (Exception e)
        {
            _broken = e;
            throw new JournalUnwritable($"the journal cannot be written: {FileTrouble.Of(e)}", e);
        }
    }
}
