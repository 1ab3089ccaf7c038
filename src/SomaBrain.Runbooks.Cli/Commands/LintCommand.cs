using System.CommandLine;
using SomaBrain.Runbooks.Cli.Completion;
using SomaBrain.Runbooks.Cli.Linting;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Cli.Views.Linting;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Reading;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>`runbook lint PLAYBOOK…`: every error of every file, together, and what a reviewer wants to be told.</summary>
internal static class LintCommand
{
    /// <summary>In bytes: enough for a playbook of a thousand steps, or for a folder of a hundred playbooks.</summary>
    private const long Room = 24 << 20, RoomOfFolders = 64 << 20;

    /// <summary>What is made of each byte of a playbook, at most.</summary>
    private const long Growth = 240;

    public static Command Create()
    {
        var files = new Argument<string[]>("playbook") { HelpName = "playbook", Description = "Playbooks, by path or name, or folders that hold some", Arity = ArgumentArity.OneOrMore };
        files.CompletionSources.Add(Candidates.Playbooks);
        var format = RunOptions.Format("What is printed", "text", "json", "github", "sarif");
        var strict = new Option<bool>("--strict") { Description = "Warnings end with 3 too" };
        var noColor = RunOptions.NoColor();
        var command = new Command("lint", "Checks playbooks without running anything") { files, format, strict, noColor };
        command.SetAction(parsed => Lint(
            parsed.GetRequiredValue(files), parsed.GetValue(format)!, parsed.GetValue(strict), parsed.GetValue(noColor)));
        return command;
    }

    private static int Lint(string[] names, string format, bool strict, bool noColor)
    {
        LintMemory.Reserve(names.Any(Directory.Exists) ? RoomOfFolders : Math.Clamp(names.Sum(Length) * Growth, Room, RoomOfFolders));
        var (opened, known) = (new OpenedPlaybooks(), new KnownPlaybooks());
        var lint = new PlaybookLint(opened, known);
        List<LintedFile> files = [];
        foreach (var name in names)
        {
            if (!Directory.Exists(name) || File.Exists($"{name}.yaml"))
            {
                files.Add(lint.Lint(name));
            }
            else if (Lint(PlaybookFolder.Files(name), () => new(opened, known)) is { Count: > 0 } inside)
            {
                files.AddRange(inside);
            }
            else
            {
                files.Add(new(name, [Problems.PlaybookNotFound(name, isDirectory: true, null, isSearched: true)]));
            }
        }

        var results = Output.Results(noColor);
        switch (format)
        {
            case "json":
                results.Write(DiagnosticJson.Lines(files.SelectMany(file => file.Problems)));
                break;
            case "github":
                results.Write(GitHubAnnotations.Render(files));
                break;
            case "sarif":
                results.Write(Sarif.Render(files));
                break;
            default:
                Text(files, noColor);
                break;
        }

        return files.Exists(file => file.HasErrors || (strict && !file.Problems.IsEmpty)) ? ExitCode.Invalid : ExitCode.Done;
    }

    private static long Length(string name) => new FileInfo(name) is { Exists: true } file ? file.Length : 0;

    /// <summary>
    /// Side by side, as what is said of a file does not depend on the others; in the order of their names. The longest are begun first, so
    /// that no core is left alone with one at the end. On threads of their own: those of the pool begin when most is done, and would begin another for each long statement.
    /// </summary>
    private static List<LintedFile> Lint(List<string> files, Func<PlaybookLint> begin)
    {
        var linted = new LintedFile?[files.Count];
        int[] order = [.. Enumerable.Range(0, files.Count).OrderByDescending(i => Length(files[i]))];
        var next = -1;
        Task.WaitAll([.. Enumerable.Range(0, Math.Clamp(files.Count, 1, Environment.ProcessorCount)).Select(_ => DeepStack.Start(Work))]);
        return [.. linted.OfType<LintedFile>()];

        void Work()
        {
            var lint = begin();
            for (var at = Interlocked.Increment(ref next); at < order.Length; at = Interlocked.Increment(ref next))
            {
                var file = files[order[at]];
                linted[order[at]] = PlaybookFolder.IsPlaybook(file) ? lint.Lint(file) : null;
            }
        }
    }

    /// <summary>What is wrong goes to standard error; a result is that nothing is.</summary>
    private static void Text(List<LintedFile> files, bool noColor)
    {
        Output.Problems([.. files.SelectMany(file => file.Problems)], noColor);
        if (!files.Exists(file => file.HasErrors))
        {
            Output.Results(noColor).Line(LintSummary.Of(files));
        }
        else if (files.Count > 1)
        {
            RunViews.Progress(noColor).Line(LintSummary.Of(files));
        }
    }
}
