using SomaBrain.Runbooks.Cli.Drilling.Programs;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Drilling.Proving;

/// <summary>Which steps of the playbooks changed something in one of the drills.</summary>
internal sealed class Coverage
{
    private readonly Dictionary<string, (BookCopy Book, HashSet<string> Changed)> _books = new(StringComparer.Ordinal);

    /// <param name="book">A playbook that a drill ran.</param>
    /// <param name="changed">Paths of the steps that changed something in it.</param>
    public void Note(BookCopy book, IEnumerable<string> changed)
    {
        if (!_books.TryGetValue(book.Original, out var known))
        {
            _books[book.Original] = known = (book, new(StringComparer.Ordinal));
        }

        known.Changed.UnionWith(changed);
    }

    /// <summary>Steps that may change something, and did in no drill. Those of called playbooks are for their own drills.</summary>
    public IEnumerable<Diagnostic> Findings() => Uncovered().Select(one => Problems.StepNotDrilled(one.Step.Header.Span, one.Step.Header.Name));

    /// <summary>The playbooks that have such steps, by their real path.</summary>
    public IReadOnlySet<string> Incomplete() => Uncovered().Select(one => one.Playbook).ToHashSet(StringComparer.Ordinal);

    private IEnumerable<(string Playbook, Step Step)> Uncovered() =>
        from known in _books
        from step in known.Value.Book.Playbook.AllSteps
        where step.Effect != Effect.Read && step.Blocks.IsEmpty && step.Header.Within.Length == 0 && !known.Value.Changed.Contains(step.Header.Path)
        select (known.Key, step);
}
