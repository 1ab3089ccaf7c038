using System.Collections;

namespace SomaBrain.Runbooks.Diagnostics;

/// <summary>All diagnostics of a stage, so that they can be shown together. Keeps the first <see cref="Limit"/>.</summary>
public sealed class DiagnosticBag : IReadOnlyCollection<Diagnostic>
{
    public const int Limit = 100;

    private readonly List<Diagnostic> _all = [];

    public int Count => _all.Count;

    /// <summary>How many were added after the last that is kept.</summary>
    public int LeftOut { get; private set; }

    public bool HasErrors { get; private set; }

    public void Add(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == Severity.Error;
        if (_all.Count == Limit)
        {
            LeftOut++;
        }
        else if (!_all.Contains(diagnostic))
        {
            _all.Add(diagnostic);
        }
    }

    /// <summary>No more are kept: making another one is not worth its while.</summary>
    public bool IsFull => _all.Count == Limit;

    /// <summary>Counts an error that was not made, because it would not be kept.</summary>
    public void LeaveOut()
    {
        HasErrors = true;
        LeftOut++;
    }

    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Add(diagnostic);
        }
    }

    /// <summary>In the order of the text.</summary>
    public IEnumerator<Diagnostic> GetEnumerator() =>
        _all.OrderBy(d => d.Span?.File, StringComparer.Ordinal).ThenBy(d => d.Span?.Start.Line).ThenBy(d => d.Span?.Start.Column).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
