using SomaBrain.Runbooks.Steps.Saving;

namespace SomaBrain.Runbooks.Cli.State;

/// <summary>A file that is there whole or not at all, for its owner's eyes.</summary>
internal static class KeptFile
{
    /// <summary>On disk when it returns. A file of that name is left as it is: names are hashes.</summary>
    public static void Write(string directory, string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(directory, name);
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(directory, StateDirectory.OwnerOnly);
        var unfinished = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}";
        using (var file = new FileStream(unfinished, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = StateDirectory.OwnerFile,
        }))
        {
            file.Write(content);
            Durable.Flush(file);
        }

        File.Move(unfinished, path, overwrite: true);
        Libc.FlushDirectory(directory);
        Libc.FlushDirectory(Path.GetDirectoryName(directory)!);
    }
}
