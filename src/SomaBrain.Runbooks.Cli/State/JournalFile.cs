using Microsoft.Win32.SafeHandles;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Steps.Saving;

namespace SomaBrain.Runbooks.Cli.State;

/// <summary>A journal on disk, held by one process.</summary>
public sealed class JournalFile : IJournalLog, IDisposable
{
    /// <summary>Who only asks whether the journal is in use holds the lock for a moment.</summary>
    private static readonly TimeSpan LookAround = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _held;
    private readonly FileStream _file;
    private readonly SafeFileHandle _handle;
    private long _length;

    private JournalFile(FileStream held, FileStream file)
    {
        _held = held;
        _file = file;
        _handle = file.SafeFileHandle;
        _length = file.Length;
    }

    /// <summary>Creates the journal or goes on at its end. Null while another process has it: the lock is a file of its own,
    /// so that a journal can be read while it is written.</summary>
    public static JournalFile? Open(string path)
    {
        var held = ExclusiveLock.TryFor($"{path}.lock", LookAround);
        try
        {
            if (held is null)
            {
                return null;
            }

            var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite,
                BufferSize = 0,
                UnixCreateMode = StateDirectory.OwnerFile,
            });
            var journal = new JournalFile(held, file);
            held = null;
            return journal;
        }
        finally
        {
            held?.Dispose();
        }
    }

    /// <summary>Takes off what stands behind this many bytes.</summary>
    public void Cut(long length)
    {
        RandomAccess.SetLength(_handle, length);
        _length = length;
        Flush();
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_handle, bytes, _length);
        _length += bytes.Length;
    }

    public void Flush() => Durable.Flush(_handle);

    public void Dispose()
    {
        _file.Dispose();
        _held.Dispose();
    }
}
