using System.Text;
using SomaBrain.Runbooks.Steps.Processes.Native;
using SomaBrain.Runbooks.Steps.Saving;

namespace SomaBrain.Runbooks.Steps.Secret;

/// <summary>
/// Lines of `key TAB secret` that only their owner may read. A line is on disk before anybody uses its secret, and a key that is
/// there keeps its secret: whatever crashes, nobody is locked out.
/// </summary>
internal static class SecretFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int Largest = 16 << 20;
    private const byte Unfinished = 0;

    /// <summary>The secret of a key; null without one.</summary>
    /// <exception cref="IOException">The file cannot be trusted or read; the message says why.</exception>
    /// <exception cref="UnauthorizedAccessException">We may not read it.</exception>
    public static string? Find(string path, string key)
    {
        if (!Exists(path))
        {
            return null;
        }

        using var file = Open(path);
        return Find(file, key);
    }

    /// <summary>The secret of the key: the one that is there, else a new one, which is on disk then.</summary>
    /// <exception cref="IOException">The file cannot be trusted, read or written; the message says why.</exception>
    /// <exception cref="UnauthorizedAccessException">We may not write it.</exception>
    public static (string Secret, bool IsNew) Keep(string path, string key, Func<string> make)
    {
        using var file = Open(path);
        if (Find(file, key) is { } kept)
        {
            return (kept, false);
        }

        var secret = make();
        Append(file, $"{key}\t{secret}\n");
        Directories.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return (secret, true);
    }

    /// <summary>The first byte of a line is written last, when the rest is on disk: what a crash or a full disk left of one is no line.</summary>
    private static void Append(FileStream file, string line)
    {
        file.SetLength(EndOfLines(file));
        file.Seek(0, SeekOrigin.End);
        if (file.Length > 0 && !EndsWithLine(file))
        {
            file.WriteByte((byte)'\n');
        }

        var (bytes, start) = (Encoding.UTF8.GetBytes(line), file.Length);
        file.Write([Unfinished, .. bytes[1..]]);
        Durable.Flush(file);
        file.Seek(start, SeekOrigin.Begin);
        file.WriteByte(bytes[0]);
        Durable.Flush(file);
    }

    /// <summary>Where the last line begins that was never finished, else the end.</summary>
    private static long EndOfLines(FileStream file)
    {
        file.Seek(0, SeekOrigin.Begin);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var last = bytes.AsSpan().TrimEnd((byte)'\n').LastIndexOf((byte)'\n') + 1;
        return last < bytes.Length && bytes[last] == Unfinished ? last : bytes.Length;
    }

    private static bool Exists(string path)
    {
        var info = new FileInfo(path);
        if (info.LinkTarget is not null)
        {
            throw new IOException("it is a symbolic link");
        }

        if (Directory.Exists(path))
        {
            throw new IOException("it is a directory");
        }

        return info.Exists;
    }

    /// <summary>Ours alone while it is open.</summary>
    private static FileStream Open(string path)
    {
        _ = Exists(path);
        var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, UnixCreateMode = Owner, BufferSize = 0 });
        try
        {
            var mode = File.GetUnixFileMode(file.SafeFileHandle);
            return (mode & ~Owner) != 0 ? throw new IOException($"its mode is 0{Convert.ToString((int)mode, 8)}: others may read it")
                : !FileOwner.IsUs(file.SafeFileHandle) ? throw new IOException("it belongs to somebody else")
                : file.Length > Largest ? throw new IOException("it is too large to be a file of secrets")
                : file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static string? Find(FileStream file, string key)
    {
        file.Seek(0, SeekOrigin.Begin);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var text = Encoding.UTF8.GetString(bytes);
        string? found = null;
        foreach (var line in text.Split('\n'))
        {
            if (line.Split('\t', 2) is [var name, { Length: > 0 } secret] && name == key)
            {
                found = secret.TrimEnd('\r'); // the last line of a key counts, as in a log
            }
        }

        return found is not null && !text.EndsWith('\n') && text[(text.LastIndexOf('\n') + 1)..].StartsWith($"{key}\t", StringComparison.Ordinal)
            ? throw new IOException($"its last line, of `{key}`, has no line end: it may have been cut off by a crash, before the secret was used")
            : found;
    }

    private static bool EndsWithLine(FileStream file)
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}
