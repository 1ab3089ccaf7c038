using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Running.Resuming;

/// <summary>
/// Where a run began. The playbook, its targets file, `save`, `file:` and the commands count their paths from there, so that a run goes
/// on, and is undone, with the same files from wherever somebody says so.
/// </summary>
internal static class BeginningDirectory
{
    /// <summary>Where we are; null in a folder that was removed under us, where no relative path leads anywhere.</summary>
    public static string? Here
    {
        get
        {
            try
            {
                return Environment.CurrentDirectory;
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    /// <summary>Goes there. Null, or why it cannot be.</summary>
    public static Diagnostic? Enter(string run, JournalEvent.RunOpened opened)
    {
        if (opened.Directory is not { } path)
        {
            return null;
        }

        try
        {
            Directory.SetCurrentDirectory(path);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Problems.BeginningDirectoryGone(run, path, FileTrouble.OfFolder(e));
        }
    }
}
