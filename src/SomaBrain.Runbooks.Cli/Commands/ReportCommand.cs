using System.CommandLine;
using SomaBrain.Runbooks.Cli.Proving;
using SomaBrain.Runbooks.Cli.Reporting;
using SomaBrain.Runbooks.Cli.Reporting.Reading;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Running.Undoing;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Cli.Views.Reports;
using SomaBrain.Runbooks.Cli.Views.Reports.Html;
using SomaBrain.Runbooks.Cli.Views.Reports.Markdown;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Verifying;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>`runbook report RUN`: what a run did, for people who were not there. Works without any server.</summary>
internal static class ReportCommand
{
    private static readonly (string Word, string Ending, Func<RunReport, string> Render)[] Formats =
    [
        ("markdown", ".md", MarkdownReport.Render),
        ("json", ".json", ReportJson.Render),
        ("junit", ".xml", JUnitReport.Render),
        ("html", ".html", HtmlReport.Render),
    ];

    public static Command Create()
    {
        var run = RunOptions.Run();
        var format = RunOptions.Format("What is written, else as the name of --out ends", [.. Formats.Select(known => known.Word)]);
        var to = new Option<string?>("--out", "-o") { Description = "A file to write, for its owner's eyes; else it is printed" };
        var noColor = RunOptions.NoColor();
        var command = new Command("report", "Writes the report of a run, from its journal: a page for people, or a file for programs") { run, format, to, noColor };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetResult(format) is null or { Implicit: true } && parsed.GetResult(to)?.Tokens is [var file, ..] && Path.GetExtension(file.Value) is { Length: > 0 } ending && !Formats.Any(known => known.Ending.Equals(ending, StringComparison.OrdinalIgnoreCase)))
            {
                parsed.AddError($"no report ends in `{ending}`: name a file in {string.Join(", ", Formats.Select(known => $"`{known.Ending}`"))}, or give `--format`");
            }
        });
        command.SetAction(parsed => Report(
            parsed.GetRequiredValue(run),
            parsed.GetResult(format) is { Implicit: false } ? parsed.GetValue(format) : null,
            parsed.GetValue(to),
            parsed.GetValue(noColor)));
        return command;
    }

    private static int Report(string name, string? format, string? to, bool noColor)
    {
        if (Output.State(noColor) is not { } state)
        {
            return ExitCode.Failed;
        }

        var (run, problem) = state.Find(name);
        if (run is null)
        {
            return Output.Fail(problem!, noColor, ExitCode.Invalid);
        }

        var (report, verdict) = Read(state, run);
        if (verdict is Verdict.NeedsNewer)
        {
            return Output.Fail(VerifyView.Problem(run.Run, verdict)!, noColor, ExitCode.Invalid);
        }

        if (report is null)
        {
            return Output.Fail(Problems.RunUnreadable(run.Run), noColor, ExitCode.Invalid);
        }

        var ending = Path.GetExtension(to)?.ToLowerInvariant();
        var chosen = Formats.FirstOrDefault(known => known.Word == format || (format is null && known.Ending == ending), Formats[0]);
        var text = chosen.Render(report);
        if (to is null)
        {
            Output.Results(noColor).Write(text);
        }
        else if (ReportFile.Write(to, text) is { } unwritten)
        {
            return Output.Fail(unwritten, noColor, ExitCode.Failed);
        }

        if (verdict is Verdict.Tampered)
        {
            Output.Problems([VerifyView.Problem(run.Run, verdict)!], noColor);
        }

        return ExitCode.Done;
    }

    private static (RunReport? Report, Verdict Verdict) Read(StateDirectory state, RunDirectory run)
    {
        using var journal = run.ReadJournal();
        var site = state.SiteLog(TimeProvider.System).Read();
        var proof = ProofRun.Of(run.Path, site, new(null, null, null), []) ?? new(run.Run, site.Verify(journal, run.Run), []);
        var verdict = proof.Verdict;
        journal.Position = 0;
        var reader = new JournalReader(journal);
        var wrong = VerifyView.Problem(run.Run, verdict);
        return (ReportReader.Read(reader.Entries(), run.InUse) is { } report
            ? report with
            {
                Unreadable = reader.Unreadable,
                UndoneBy = [.. UndoRuns.Of(state, run.Run).Select(one => one.Run.Run)],
                Integrity = new(VerifyView.Word(verdict), verdict.Head, wrong is null ? null : $"{wrong.Code} {wrong.Message}", wrong?.Hint) { Unwitnessed = proof.Unwitnessed },
            }
            : null, verdict);
    }
}
