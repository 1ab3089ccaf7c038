using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>Finds a playbook by path, or by name in `./playbooks` and `$RUNBOOK_PATH`, with or without `.yaml`.</summary>
internal static class PlaybookFiles
{
    public static LoadedPlaybook? Read(string name, DiagnosticBag problems) => Find(name, problems) is { } path ? Load(path, path, problems) : null;

    public static string? Find(string name, DiagnosticBag problems)
    {
        if (Candidates(name).FirstOrDefault(File.Exists) is { } path)
        {
            return path;
        }

        problems.Add(Problems.PlaybookNotFound(name, Directory.Exists(name), Near(name)));
        return null;
    }

    /// <param name="name">As it is shown.</param>
    public static LoadedPlaybook? Load(string path, string name, DiagnosticBag problems)
    {
        if (PlainFile.WhyNot(path) is { } why)
        {
            problems.Add(Problems.PlaybookNotReadable(name, why, isFile: false));
            return null;
        }

        try
        {
            return Decode(path, name, problems);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(Problems.PlaybookNotReadable(name, FileTrouble.Of(e)));
            return null;
        }
    }

    /// <summary>`--params-file`, under the limits of a playbook.</summary>
    public static Source? ReadParameters(string path, DiagnosticBag problems)
    {
        if (PlainFile.WhyNot(path) is { } why)
        {
            problems.Add(Problems.ParametersFileNotReadable(path, why));
            return null;
        }

        try
        {
            return Decode(path, path, problems)?.Source;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(Problems.ParametersFileNotReadable(path, FileTrouble.Of(e)));
            return null;
        }
    }

    private static LoadedPlaybook? Decode(string path, string name, DiagnosticBag problems)
    {
        using var file = File.OpenRead(path);
        if (file.Length > YamlLimits.Bytes)
        {
            problems.Add(Problems.FileTooLarge(new Source(name, "").Span(0, 0), file.Length, YamlLimits.Bytes));
            return null;
        }

        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return SourceReader.Decode(name, bytes, problems) is { } source ? new(name, source, bytes) : null;
    }

    private static IEnumerable<string> Candidates(string name)
    {
        yield return name;
        yield return $"{name}.yaml";
        if (Path.IsPathRooted(name))
        {
            yield break;
        }

        foreach (var folder in Folders())
        {
            yield return Path.Combine(folder, name);
            yield return Path.Combine(folder, $"{name}.yaml");
        }
    }

    /// <summary>Where playbooks are looked for by name.</summary>
    public static IEnumerable<string> Folders() =>
        ["playbooks", .. (Environment.GetEnvironmentVariable("RUNBOOK_PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>A playbook of nearly that name, in the folder that was named or where playbooks are looked for by name.</summary>
    private static string? Near(string name)
    {
        var folder = Path.GetDirectoryName(name) ?? "";
        var beside = folder.Length == 0 ? "." : folder;
        var file = Directory.Exists(beside)
            ? Suggestion.For(Path.GetFileNameWithoutExtension(name), Directory.EnumerateFiles(beside, "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)!))
            : null;
        return file is not null ? Path.Combine(folder, $"{file}.yaml") : Suggestion.For(Path.GetFileNameWithoutExtension(name), Known());
    }

    private static IEnumerable<string> Known() => Folders()
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.yaml", SearchOption.TopDirectoryOnly))
        .Select(file => Path.GetFileNameWithoutExtension(file)!);
}
