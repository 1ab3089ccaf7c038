namespace SomaBrain.Runbooks.Cli.Tests.Replaying;

/// <summary>A copy of the recorded runs of one format, as the state directory of a test.</summary>
internal static class KeptState
{
    private const string Folder = "tests/SomaBrain.Runbooks.Cli.Tests/Cases/journals";

    /// <summary>Each recorded run: its format, its name, its id, what `verify` exits with.</summary>
    public static IEnumerable<TheoryDataRow<string, string, string, int>> Runs =>
        from format in Directory.EnumerateDirectories(Path.Combine(Repository.Root, Folder)).Order(StringComparer.Ordinal)
        from line in File.ReadLines(Path.Combine(format, "runs.tsv"))
        let cells = line.Split('\t')
        select new TheoryDataRow<string, string, string, int>(Path.GetFileName(format), cells[0], cells[1], int.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture));

    public static string RunOf(string format, string name) => Runs.First(run => (run.Data.Item1, run.Data.Item2) == (format, name)).Data.Item3;

    /// <summary>The program with the recorded runs, and their playbooks in its folder.</summary>
    public static Runbook In(TempFolder folder, string format)
    {
        var from = Path.Combine(Repository.Root, Folder, format);
        Copy(Path.Combine(from, "state"), folder["state"]);
        Copy(Path.Combine(from, "playbooks"), folder.Path);
        return Runbook.In(folder);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var directory in Directory.EnumerateDirectories(from))
        {
            Copy(directory, Path.Combine(to, Path.GetFileName(directory)));
        }
    }
}
