using SomaBrain.Runbooks.Cli.Views.Plans;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Planning;

namespace SomaBrain.Runbooks.Cli.Views.Ending;

/// <summary>
/// The end of a run. Of one that did not end well the first line says whether anything changed, the second what to do
/// next; the diagnostics follow, then where the record is.
/// </summary>
public static class EndText
{
    /// <param name="warnings">Steps that ended with a warning.</param>
    /// <param name="results">Takes the lines themselves.</param>
    /// <param name="progress">Takes the diagnostics.</param>
    public static void Write(RunEnd end, RunFooter footer, RunHeader? header, int warnings, Channel results, Channel progress)
    {
        var sentences = EndSentences.Of(end, footer, header?.Playbook);
        var first = new Line().Add(sentences.What, InkOf(end)).Add($" {sentences.Changed}", Ink.Plain);
        var warned = new Line().Add(warnings > 0 ? $"{KeyResult.Count(warnings, "warning", "warnings")}." : "", Ink.Caution);
        var fits = first.Width + 1 + warned.Width < results.Width;
        results.Sentence(fits && warnings > 0 ? first.Add(" ").Append(warned) : first);
        foreach (var output in end.Outputs?.Fields ?? [])
        {
            results.Line(new Line().Add($"{OneLine.Of(output.Name)} = ", Ink.Dim).Add(OneLine.Of(PlanWords.Of(output.Value)), Ink.Accent));
        }

        if (sentences.Next is { } next)
        {
            results.Sentence(new Line().Add("Next: ", Ink.Strong).Add(next));
        }

        if (!end.NotRun.IsEmpty)
        {
            results.Sentence(new Line().Add("Cancelled: ", Ink.Caution).Add($"{string.Join(", ", end.NotRun.Select(OneLine.Of))} did not run to the end; look at what it would have cleaned up"));
        }

        if (!end.LeftOut.IsEmpty)
        {
            results.Sentence(new Line().Add("Not run: ", Ink.Caution).Add($"{string.Join(", ", end.LeftOut.Select(OneLine.Of))}, as a step before in the clean-up failed; look at what it would have cleaned up"));
        }

        if (!fits && warnings > 0)
        {
            results.Line(warned);
        }

        if (end.Question is { } question)
        {
            results.Sentence(new Line().Add("Question: ", Ink.Dim).Add(OneLine.Of(question)));
        }

        if (!end.Problems.IsEmpty)
        {
            progress.Line();
            DiagnosticPaint.Write(end.Problems, progress);
            progress.Line();
        }

        if (footer.Known is { } known)
        {
            KnownErrorText.Write(known, progress);
            progress.Line();
        }

        if (end.Step is not null && header?.Playbook.AllSteps.FirstOrDefault(step => step.Header.Name == end.Step)?.Header.Help is { } help)
        {
            progress.Line("About this step:", Ink.Dim);
            foreach (var line in OneLine.Wrap(help, progress.Width - 3))
            {
                progress.Line($"  {line}");
            }

            progress.Line();
        }

        if (footer.Head is { } head)
        {
            results.Line($"run {footer.RunId}", Ink.Dim);
            results.Line($"journal {OneLine.Of(footer.Journal ?? "")}", Ink.Dim);
            results.Line($"head {head}", Ink.Dim);
        }
    }

    private static Ink InkOf(RunEnd end) => end.ExitCode switch
    {
        ExitCode.Done => Ink.Good,
        ExitCode.Paused or ExitCode.Aborted => Ink.Caution,
        ExitCode.InDoubt => Ink.Doubt,
        _ => Ink.Bad,
    };
}
