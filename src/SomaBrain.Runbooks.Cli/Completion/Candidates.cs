using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Writing;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Steps.Targets.Files;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Completion;

/// <summary>What could stand where a command line is being typed. It only looks: nothing is created, and what is wrong is not told.</summary>
internal static class Candidates
{
    private const int MostRuns = 50;

    /// <summary>Names of playbooks, or their paths where a name alone does not find them.</summary>
    public static IEnumerable<CompletionItem> Playbooks(CompletionContext context)
    {
        var folders = PlaybookFiles.Folders().Select(Path.GetFullPath).ToHashSet(StringComparer.Ordinal);
        return PlaybookSearch.Paths().Select(path => folders.Contains(Path.GetDirectoryName(Path.GetFullPath(path))!) ? Path.GetFileNameWithoutExtension(path) : path)
            .Distinct(StringComparer.Ordinal).Select(name => new CompletionItem(name));
    }

    /// <summary>The runs of this machine, newest first, and `last`.</summary>
    public static IEnumerable<CompletionItem> Runs(CompletionContext context)
    {
        if (StateDirectory.Locate(Environment.GetEnvironmentVariable) is not { } path || !Directory.Exists(path))
        {
            return [];
        }

        var runs = Directory.EnumerateDirectories(path).Select(directory => Path.GetFileName(directory)).Where(RunId.Is)
            .OrderDescending(StringComparer.Ordinal).Take(MostRuns).ToList();
        return runs.Count == 0 ? [] : runs.Prepend("last").Select(run => new CompletionItem(run));
    }

    /// <summary>`name=` for each parameter of the playbook that was named; its values where there are only some.</summary>
    public static IEnumerable<CompletionItem> Parameters(CompletionContext context, Argument<string> playbook)
    {
        foreach (var parameter in Playbook(context, playbook)?.Parameters.Where(parameter => parameter.Type != ParameterType.Secret) ?? [])
        {
            var values = context.WordToComplete.StartsWith($"{parameter.Name}=", StringComparison.Ordinal) ? Values(parameter) : [];
            foreach (var value in values.DefaultIfEmpty(""))
            {
                yield return new($"{parameter.Name}={value}", detail: value.Length > 0 || parameter.Help is null ? null : TerminalText.Clean(parameter.Help).ReplaceLineEndings(" "));
            }
        }
    }

    /// <summary>Servers of runbook.targets.yaml, and `scratch`; with `name=` before them where the playbook has several targets.</summary>
    public static IEnumerable<CompletionItem> Targets(CompletionContext context, Argument<string> playbook)
    {
        var path = Named(context, playbook)?.Path ?? Path.Combine(Environment.CurrentDirectory, "new.yaml");
        var servers = (TargetsFileReader.Find(Path.GetFullPath(path), new MachineEnvironment(), new())?.Servers.Select(server => server.Name) ?? []).Append("scratch");
        var targets = Playbook(context, playbook)?.Targets is { Length: > 1 } several ? several.Select(target => $"{target.Name}=").ToArray() : [""];
        return targets.SelectMany(target => servers.Select(server => new CompletionItem($"{target}{server}")));
    }

    private static ImmutableArray<string> Values(Parameter parameter) =>
        parameter.Type == ParameterType.Boolean ? ["true", "false"] : parameter.Values.IsDefault ? [] : parameter.Values;

    private static LoadedPlaybook? Named(CompletionContext context, Argument<string> playbook) =>
        context.ParseResult.GetResult(playbook)?.Tokens is [var name, ..] ? PlaybookFiles.Read(name.Value, new()) : null;

    private static Playbook? Playbook(CompletionContext context, Argument<string> playbook) =>
        Named(context, playbook) is { } file ? new PlaybookReader(BuiltInSteps.ForReading(), new CalledPlaybooks(file)).Read(file.Source, new DiagnosticBag()) : null;
}
