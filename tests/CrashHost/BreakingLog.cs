using System.Diagnostics;
using SomaBrain.Runbooks.Journaling;

namespace CrashHost;

/// <summary>A journal that kills its own process, or fails, at the n-th line that this process writes.</summary>
internal sealed class BreakingLog(IJournalLog log, int line, Break breaks) : IJournalLog
{
    private int _written;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        AtEnd();
        if (++_written != line)
        {
            log.Write(bytes);
            return;
        }

        switch (breaks)
        {
            case Break.Before:
                Die();
                break;
            case Break.Half:
                log.Write(bytes[..(bytes.Length / 2)]);
                Die();
                break;
            case Break.DiskFull:
                log.Write(bytes[..(bytes.Length / 2)]);
                throw new IOException("No space left on device");
            case Break.ReadOnly:
                throw new IOException("Read-only file system");
            default:
                break;
        }

        log.Write(bytes);
        if (breaks == Break.Written)
        {
            Die();
        }
    }

    public void Flush()
    {
        if (_written == line && breaks == Break.FlushFails)
        {
            throw new IOException("Input/output error");
        }

        log.Flush();
        AtEnd();
    }

    /// <summary>The line is behind us.</summary>
    private void AtEnd()
    {
        if (_written == line && breaks == Break.Flushed)
        {
            Die();
        }

        if (_written == line && breaks == Break.FlushFails)
        {
            throw new IOException("Input/output error");
        }
    }

    private static void Die()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill(); // SIGKILL: nothing is cleaned up
        Thread.Sleep(Timeout.Infinite);
    }
}
