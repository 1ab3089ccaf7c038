using SomaBrain.Runbooks.Cli.Drilling.Reading;

namespace SomaBrain.Runbooks.Cli.Drilling;

/// <summary>The files of drills that names stand for.</summary>
internal static class DrillFiles
{
    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint };

    /// <summary>The file itself, those beside a playbook, those below a folder; the name where it stands for none.</summary>
    public static IReadOnlyList<string> Of(string name)
    {
        if (name.EndsWith(Drill.Extension, StringComparison.Ordinal))
        {
            return [name];
        }

        var found = Directory.Exists(name)
            ? Directory.EnumerateFiles(name, $"*{Drill.Extension}", Deep).Order(StringComparer.Ordinal).ToList()
            : Beside(name.EndsWith(".yaml", StringComparison.Ordinal) ? name : $"{name}.yaml");
        return found.Count > 0 ? found : [name];
    }

    /// <summary>The drills of a playbook.</summary>
    public static List<string> Beside(string playbook)
    {
        var folder = Path.GetDirectoryName(playbook) is { Length: > 0 } named ? named : ".";
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return
        [
            .. Directory.EnumerateFiles(folder, $"{Path.GetFileNameWithoutExtension(playbook)}.*")
                .Where(file => file.EndsWith(Drill.Extension, StringComparison.Ordinal))
                .Select(file => folder == "." ? Path.GetFileName(file) : file)
                .Where(file => Drill.PlaybookOf(file) == playbook)
                .Order(StringComparer.Ordinal),
        ];
    }
}
