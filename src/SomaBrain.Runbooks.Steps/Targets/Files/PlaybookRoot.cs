using SomaBrain.Runbooks.Steps.Targets.Libpq;

namespace SomaBrain.Runbooks.Steps.Targets.Files;

/// <summary>The folder a playbook belongs to.</summary>
public static class PlaybookRoot
{
    private static readonly string[] Marks = ["runbook.policy.yaml", TargetsFile.Name, ".git"];

    /// <summary>Of playbooks that were copied without what is around them: their error catalogue lies where they begin.</summary>
    private static readonly string[] LesserMarks = ["errors.yaml"];

    /// <summary>The first folder upward from the playbook's with one of the marks, else with a lesser one; null when there is none.</summary>
    /// <param name="playbook">The full path of a playbook.</param>
    /// <param name="host">Tells what is there.</param>
    public static string? Find(string playbook, IHostEnvironment host) => Find(playbook, host, Marks) ?? Find(playbook, host, LesserMarks);

    private static string? Find(string playbook, IHostEnvironment host, string[] marks)
    {
        for (var folder = Path.GetDirectoryName(playbook); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (marks.Any(mark => host.Has(Path.Combine(folder, mark))))
            {
                return folder;
            }
        }

        return null;
    }
}
