using SomaBrain.Runbooks.Cli.Drilling.Programs;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Drilling.Proving;

/// <summary>All that can be taken out of a playbook and must be missed.</summary>
internal static class Variants
{
    /// <param name="book">The playbook as it was drilled.</param>
    /// <param name="changed">Paths of the steps that changed something in the drill.</param>
    public static IEnumerable<Variant> Of(BookCopy book, IReadOnlySet<string> changed)
    {
        yield return new(book.Original, "any step", Without.AllSteps(book.Playbook.Source));
        foreach (var step in Steps(book.Playbook).Where(step => changed.Contains(step.Header.Path)))
        {
            yield return Of(step, $"step {step.Header.Name}", Without.One);
        }

        foreach (var step in Reverting(book.Playbook).Where(step => changed.Contains(step.Header.Path)))
        {
            yield return Of(step, $"step {step.Header.Path}", Without.Reverting);
        }
    }

    /// <summary>Those that may change something, of the playbook and of those that it calls; each once although it may be called several times.</summary>
    private static IEnumerable<Step> Steps(Playbook playbook) => Writing(playbook.AllSteps);

    private static IEnumerable<Step> Reverting(Playbook playbook) => Writing(playbook.AllSteps.SelectMany(step => step.Header.Undo));

    private static IEnumerable<Step> Writing(IEnumerable<Step> steps) => steps
        .Where(step => step.Effect != Effect.Read && step.Blocks.IsEmpty)
        .DistinctBy(step => (step.Header.Span.Source.Name, step.Header.Span.Start));

    private static Variant Of(Step step, string without, Func<Step, string> text) =>
        new(RealPath.Of(Path.GetFullPath(step.Header.Span.Source.Name)), without, text(step));
}
