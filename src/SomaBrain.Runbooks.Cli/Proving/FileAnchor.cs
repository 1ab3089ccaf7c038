using System.Text;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Verifying;

namespace SomaBrain.Runbooks.Cli.Proving;

/// <summary>A file that lines are only appended to: on another disk, a share, or with the attribute `chattr +a`. Several
/// machines may share it.</summary>
public sealed class FileAnchor(string name, string path) : IAnchor
{
    public string Name { get; } = name;

    public string? Give(AnchorEntry entry)
    {
        try
        {
            AppendOnlyFile.Append(path, entry.ToLine());
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return FileTrouble.Of(e);
        }
    }

    public (IReadOnlyList<AnchorEntry>? Entries, string? Why) Known(string? run)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
            return (Read(stream, run), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, FileTrouble.Of(e));
        }
    }

    private static List<AnchorEntry> Read(FileStream stream, string? run)
    {
        var (lines, wanted) = (new LineReader(stream), Encoding.UTF8.GetBytes($"\"{run ?? Environment.MachineName}\""));
        List<AnchorEntry> entries = [];
        while (lines.Next(out var line))
        {
            if (line.IndexOf(wanted) >= 0 && AnchorEntry.Read(line) is { } entry && (run is null ? entry.Host == Environment.MachineName : entry.Run == run))
            {
                entries.Add(entry);
            }
        }

        return entries;
    }
}
