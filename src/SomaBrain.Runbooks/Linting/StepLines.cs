using System.Collections.Immutable;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Linting;

/// <summary>From a line to the first line of the step that stands there.</summary>
internal sealed class StepLines
{
    private readonly int[] _firstLines;

    public StepLines(ImmutableArray<StepPlace> places)
    {
        List<int> first = [];
        var above = 0;
        foreach (var kind in places.Select(place => place.Step.Header.Span).OrderBy(span => span.Start.Line))
        {
            if (FirstLine(kind, above) is var line && (first.Count == 0 || first[^1] < line))
            {
                first.Add(line);
            }

            above = kind.Start.Line;
        }

        _firstLines = [.. first];
    }

    /// <summary>Null above the first step.</summary>
    public int? Around(SourceSpan? span)
    {
        if (span is null)
        {
            return null;
        }

        var found = Array.BinarySearch(_firstLines, span.Start.Line);
        var at = found >= 0 ? found : ~found - 1;
        return at < 0 ? null : _firstLines[at];
    }

    /// <summary>The line with the dash, as an option may stand above the kind.</summary>
    private static int FirstLine(SourceSpan kind, int above)
    {
        for (var line = kind.Start.Line; line > above; line--)
        {
            if (kind.Source.Line(line).TrimStart(' ').StartsWith("- "))
            {
                return line;
            }
        }

        return kind.Start.Line;
    }
}
