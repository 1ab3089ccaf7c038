using SomaBrain.Runbooks.Cli.Drilling.Records;
using SomaBrain.Runbooks.Cli.Errors;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Cli.Writing;

/// <summary>The playbooks of `./playbooks` and `$RUNBOOK_PATH`, with those in folders below.</summary>
internal static class PlaybookSearch
{
    private const int Deepest = 8;

    private static readonly EnumerationOptions Options = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = Deepest,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
    };

    /// <summary>Their paths, folder by folder as they are searched, in the order of names.</summary>
    public static IEnumerable<string> Paths() => PlaybookFiles.Folders()
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.yaml", Options).Where(IsPlaybook).Order(StringComparer.Ordinal))
        .DistinctBy(Path.GetFullPath);

    public static IEnumerable<FoundPlaybook> All()
    {
        var catalog = BuiltInSteps.ForReading();
        var drilled = new LastDrill();
        foreach (var path in Paths())
        {
            var problems = new DiagnosticBag();
            var playbook = PlaybookFiles.Read(path, problems) is { } file ? new PlaybookReader(catalog, new CalledPlaybooks(file)).Read(file.Source, problems) : null;
            yield return new(path, playbook, problems.FirstOrDefault(problem => problem.Severity == Severity.Error))
            {
                Drilled = drilled.Of(path, out _) is { } last && last.Sha256 == DrillRecords.HashOf(path) ? last : null,
                Proven = drilled.Proof(path),
            };
        }
    }

    /// <summary>Files of the same folders that are something else: targets and policy, drills, tests, the error catalogue.</summary>
    private static bool IsPlaybook(string path) =>
        Path.GetFileName(path) is var name && !name.StartsWith("runbook.", StringComparison.Ordinal) && name != ErrorCatalogue.FileName
        && !name.EndsWith(".drill.yaml", StringComparison.Ordinal) && !name.EndsWith(".test.yaml", StringComparison.Ordinal);
}
