namespace SomaBrain.Runbooks.Cli.State;

/// <summary>A file that is opened for appending and nothing else, as `chattr +a` and shared files want it.</summary>
internal static class AppendOnlyFile
{
    private static readonly int Appending = OperatingSystem.IsLinux() ? 0x80401 : 0x1000009; // O_WRONLY | O_APPEND | O_CLOEXEC

    /// <summary>Adds a line in one write; on disk when it returns. What a crash of another writer left without an end gets one.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Append(string path, ReadOnlySpan<byte> line)
    {
        if (!File.Exists(path))
        {
            new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = StateDirectory.OwnerFile }).Dispose();
            Libc.FlushDirectory(Path.GetDirectoryName(path)!);
        }

        Libc.WriteThrough(path, Appending, [.. EndsInLine(path) ? default : "\n"u8, .. line, (byte)'\n']);
    }

    private static bool EndsInLine(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
            file.Position = Math.Max(0, file.Length - 1);
            return file.ReadByte() is '\n' or -1;
        }
        catch (UnauthorizedAccessException)
        {
            // Who may only append cannot know.
            return true;
        }
    }
}
