using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Drilling.Programs;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Cli.Drilling.Kinds;

/// <summary>A step that starts the program. What it did is told by its exit code, its output and its journal.</summary>
/// <param name="runs">Null where drills are only read.</param>
internal abstract class ProgramStepKind<TStep>(ProgramRuns? runs) : StepKind<TStep>
    where TStep : Step
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public override IReadOnlyList<string> Members => ["exit", "run", "status", "changed", "seconds", "text", "outputs", "steps", "verified", "journal"];

    protected ProgramRuns Runs => runs ?? throw new InvalidOperationException("a drill that is only read runs nothing");

    protected abstract ProgramOptions OptionsOf(TStep step);

    /// <summary>The command line after the program's name, or why there is none.</summary>
    protected abstract (ImmutableArray<string> Words, Diagnostic? Problem) Words(TStep step, Rendering texts);

    protected abstract IEnumerable<Template> Templates(TStep step);

    protected override async ValueTask<Prepared> PrepareAsync(TStep step, StepContext context, CancellationToken ct)
    {
        var options = OptionsOf(step);
        var texts = await Rendering.OfAsync([.. Templates(step), .. options.Templates], context, ct);
        if (texts.Problem is { } problem)
        {
            return new Prepared.Refused(problem);
        }

        var (words, wrong) = Words(step, texts);
        if (wrong is not null)
        {
            return new Prepared.Refused(wrong);
        }

        var request = new ProgramRequest(
            step.Header.Id,
            [.. words, .. options.Yes ? ["--yes"] : Array.Empty<string>(), .. options.Arguments.Select(one => texts[one])],
            [.. options.Environment.Select(one => new KeyValuePair<string, string>(one.Key, texts[one.Value]))],
            [.. options.Answers.Select(one => new KeyValuePair<string, string>(one.Key, texts[one.Value]))],
            options.Stop,
            step.Header.Timeout ?? Patience);
        return new Prepared.Ready(new(string.Join(' ', request.Words)), token => RunAsync(step, options, texts, request, token));
    }

    private async ValueTask<Outcome> RunAsync(TStep step, ProgramOptions options, Rendering texts, ProgramRequest request, CancellationToken ct)
    {
        var span = step.Header.Span;
        ProgramResult result;
        try
        {
            result = await Runs.RunAsync(request, ct);
        }
        catch (OperationCanceledException)
        {
            return new Outcome.Interrupted();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            return new Outcome.Failed(Problems.DrillProgram(span, e.Message));
        }

        var row = result.ToRow();
        var why = result.TimedOut ? Problems.DrillTime(span, request.Patience)
            : !options.Exit.Contains(result.Exit) ? Problems.DrillExit(span, result.Exit, string.Join(" or ", options.Exit), result.Tail)
            : options.Says.FirstOrDefault(text => !result.Text.Contains(texts[text], StringComparison.Ordinal)) is { } unsaid ? Problems.DrillSaid(unsaid.Span, texts[unsaid], false, result.Tail)
            : options.SilentOn.FirstOrDefault(text => result.Text.Contains(texts[text], StringComparison.Ordinal)) is { } said ? Problems.DrillSaid(said.Span, texts[said], true, "")
            : null;
        return why is null ? new Outcome.Succeeded(row) : new Outcome.Failed(why, Result: row);
    }
}
