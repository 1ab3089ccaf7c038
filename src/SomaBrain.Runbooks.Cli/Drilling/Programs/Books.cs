using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Drilling.Programs;

/// <summary>
/// Copies of the drilled playbooks, with those that they call and the files beside them: the servers' OS user may not be able
/// to enter the folder they are in, and a proof takes steps out of them.
/// </summary>
/// <param name="drill">Path of the drill's file.</param>
/// <param name="shelf">Where the copies are; it goes with the system.</param>
internal sealed class Books(string drill, string shelf)
{
    /// <summary>Marks the root of playbooks that call each other; a file in a worktree of git.</summary>
    private const string Root = ".git";

    /// <summary>Larger ones are no part of a playbook.</summary>
    private const long LargestFile = 1 << 20;

    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Enter = Open | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly Dictionary<string, BookCopy> _taken = new(StringComparer.Ordinal);

    /// <summary>What stands in a file instead, by its real path.</summary>
    public IReadOnlyDictionary<string, string> Changed { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyCollection<BookCopy> Taken => _taken.Values;

    public bool Has(string path) => File.Exists(Full(path));

    /// <summary>The copy of a playbook, or what is wrong with it.</summary>
    public (BookCopy? Copy, Diagnostic? Problem) Take(string path, SourceSpan at)
    {
        var full = Full(path);
        if (_taken.TryGetValue(full, out var known))
        {
            return (known, null);
        }

        var problems = new DiagnosticBag();
        if (PlaybookFiles.Read(full, problems) is not { } file)
        {
            return (null, problems.First() with { Span = at });
        }

        var called = new CalledPlaybooks(file);
        if (new PlaybookReader(BuiltInSteps.ForReading(), called).Read(file.Source, problems) is not { } playbook)
        {
            return (null, problems.First(problem => problem.Severity == Severity.Error));
        }

        var root = CallRoot.Of(full).Folder;
        foreach (var one in called.Called.Select(callee => Path.GetFullPath(callee.Source.Name)).Prepend(full))
        {
            CopyFolder(Path.GetDirectoryName(one)!, root);
            Copy(one, root);
        }

        Make(Path.Combine(shelf, Root));
        var copy = new BookCopy(full, To(full, root), playbook, [.. called.Called]);
        _taken.Add(full, copy);
        return (copy, null);
    }

    private string Full(string path) => RealPath.Of(Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(drill))!));

    private string To(string path, string root) => Path.Combine(shelf, Path.GetRelativePath(root, path));

    private void CopyFolder(string folder, string root)
    {
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) != Root && new FileInfo(file).Length <= LargestFile))
        {
            Copy(file, root);
        }
    }

    private void Copy(string file, string root)
    {
        var to = To(file, root);
        Make(Path.GetDirectoryName(to)!);
        if (Changed.TryGetValue(file, out var text))
        {
            File.WriteAllText(to, text);
        }
        else
        {
            File.Copy(file, to, overwrite: true);
        }

        File.SetUnixFileMode(to, Open | (File.GetUnixFileMode(file) & UnixFileMode.UserExecute) switch { 0 => 0, _ => Enter });
    }

    private void Make(string folder)
    {
        Directory.CreateDirectory(folder);
        for (var made = folder; made.Length >= shelf.Length; made = Path.GetDirectoryName(made)!)
        {
            File.SetUnixFileMode(made, Enter);
        }
    }
}
