using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Drilling.Programs;
using SomaBrain.Runbooks.Cli.Drilling.Reading;
using SomaBrain.Runbooks.Cli.Drilling.Reports;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Drilling.Proving;

/// <summary>Shows that a drill can fail: without its playbook, and without each step by which it changed something.</summary>
internal sealed class Proof(Drill drill, DrillRequest request, RunControl control)
{
    /// <summary>The result of the drill as it is, with what its proof found wrong.</summary>
    public async Task<DrillResult> RunAsync()
    {
        var whole = new DrillSession(drill, request, control);
        var result = await whole.RunAsync();
        if (result.Status != DrillStatus.Passed)
        {
            return result;
        }

        List<Diagnostic> unnoticed = [];
        var count = 0;
        foreach (var (playbook, without, text) in Variants(whole))
        {
            if (control.StopRequested)
            {
                break;
            }

            count++;
            var crippled = await new DrillSession(drill, request, control) { Changed = new Dictionary<string, string>(StringComparer.Ordinal) { [playbook] = text } }.RunAsync();
            if (crippled.Status == DrillStatus.Passed)
            {
                unnoticed.Add(Problems.DrillCannotFail(Path.GetFileName(playbook), without));
            }
        }

        return result with
        {
            Status = unnoticed.Count > 0 ? DrillStatus.Failed : result.Status,
            Problems = [.. result.Problems, .. unnoticed],
            Proven = $"{count - unnoticed.Count} of {count}",
        };
    }

    private IEnumerable<(string Playbook, string Without, string Text)> Variants(DrillSession whole)
    {
        var own = RealPath.Of(Path.GetFullPath(drill.Playbook));
        foreach (var book in whole.Books.Where(book => whole.Books.Count == 1 || book.Original == own))
        {
            yield return (book.Original, "any step", Without.AllSteps(book.Playbook.Source));
            foreach (var step in Changing(book, whole.ChangedSteps))
            {
                var source = step.Header.Span.Source.Name;
                yield return (RealPath.Of(Path.GetFullPath(source)), $"step {step.Header.Name}", Without.One(step));
            }
        }
    }

    /// <summary>Steps of the playbook and of those that it calls, each once although it may be called several times.</summary>
    private static IEnumerable<Step> Changing(BookCopy book, ImmutableHashSet<string> changed) =>
        book.Playbook.AllSteps
            .Where(step => step.Effect != Effect.Read && step.Blocks.IsEmpty && changed.Contains(step.Header.Path))
            .DistinctBy(step => (step.Header.Span.Source.Name, step.Header.Span.Start));
}
