using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Cli.Running.Resuming;

/// <summary>Whether the files of a run's playbooks are still what the run keeps copies of.</summary>
internal static class ChangedPlaybook
{
    /// <summary>The first file that is another now; null when none is. Files that are gone are no change: the run has its copies.</summary>
    public static string? Find(JournalEvent.RunOpened opened) => !File.Exists(opened.Playbook.Path)
        ? null // moved, or named from another directory
        : opened.Callees.Prepend(opened.Playbook).FirstOrDefault(file => HashOf(file.Path) is { } hash && hash != file.Sha256)?.Path;

    /// <summary>Reads the files as they are now; null when a diagnostic was left.</summary>
    /// <returns>Without parameters.</returns>
    public static (Preparation Prepared, JournalEvent.PlaybookAccepted Accepted)? Read(
        JournalEvent.RunOpened opened, RunDirectory directory, string by, string reason, DiagnosticBag problems)
    {
        if (PlaybookFiles.Load(opened.Playbook.Path, opened.Playbook.Path, problems) is not { } file)
        {
            return null;
        }

        var folder = new CalledPlaybooks(file);
        if (new PlaybookReader(BuiltInSteps.ForReading(), folder).Read(file.Source, problems) is not { } playbook)
        {
            return null;
        }

        var accepted = new JournalEvent.PlaybookAccepted(directory.Keep(file.Path, playbook.Title, file.Bytes), by, reason)
        {
            Callees = [.. folder.Called.Select(callee => directory.Keep(callee.Path, playbook.Callees.FirstOrDefault(one => one.Source.Name == callee.Source.Name)?.Title ?? "", callee.Bytes))],
        };
        return (new(file, playbook, Preparation.NoParameters), accepted);
    }

    private static string? HashOf(string path)
    {
        try
        {
            return File.Exists(path) ? JournalLine.Hash(File.ReadAllBytes(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
