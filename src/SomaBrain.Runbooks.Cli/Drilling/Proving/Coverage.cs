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
    public IEnumerable<Diagnostic> Findings() =>
        from known in _books.Values
        from step in known.Book.Playbook.AllSteps
        where step.Effect != Effect.Read && step.Blocks.IsEmpty && step.Header.Within.Length == 0 && !known.Changed.Contains(step.Header.Path)
        select Problems.StepNotDrilled(step.Header.Span, step.Header.Name);
}
