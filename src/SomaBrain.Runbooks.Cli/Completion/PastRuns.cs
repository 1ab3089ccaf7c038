using System.CommandLine.Completions;
using SomaBrain.Runbooks.Cli.History;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;

namespace SomaBrain.Runbooks.Cli.Completion;

/// <summary>What the latest runs of this machine ran, and where. It only looks: nothing is created.</summary>
internal static class PastRuns
{
    private const int Most = 200;

    public static IEnumerable<CompletionItem> Playbooks(CompletionContext context) => Items(run => run.Playbook.Length == 0 ? [] : [Path.GetFileNameWithoutExtension(run.Playbook)]);

    /// <summary>Names of targets, and servers by their names; what a URI was bound to is for nobody to type.</summary>
    public static IEnumerable<CompletionItem> Targets(CompletionContext context) =>
        Items(run => run.Targets.SelectMany(target => new[] { target.Name, target.Binding }).Where(name => !name.AsSpan().ContainsAny(" :=/")));

    private static IEnumerable<CompletionItem> Items(Func<RunSummary, IEnumerable<string>> names) =>
        StateDirectory.Locate(Environment.GetEnvironmentVariable) is { } path && Directory.Exists(path)
            ? new RunHistory(path, Directory.EnumerateDirectories(path).Select(directory => Path.GetFileName(directory)).Where(RunId.Is)).Find(RunFilter.All)
                .Take(Most).SelectMany(names).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => new CompletionItem(name))
            : [];
}
