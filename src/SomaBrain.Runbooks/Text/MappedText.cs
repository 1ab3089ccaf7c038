using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Text;

/// <summary>
/// Text as a reader gave it (unquoted, unfolded, unindented), which still knows where each of its characters stands in
/// the source: an error inside a block scalar points into the playbook.
/// </summary>
/// <param name="content">The value.</param>
/// <param name="whole">Where the value stands in the source, quotes included.</param>
/// <param name="runs">Stretches of <paramref name="content"/> that stand in the source as they are, in order.</param>
public sealed class MappedText(string content, SourceSpan whole, ImmutableArray<MappedText.Run> runs)
{
    /// <summary>Content from <paramref name="Start"/>, <paramref name="Length"/> long, stands at <paramref name="SourceOffset"/>.</summary>
    public readonly record struct Run(int Start, int Length, int SourceOffset);

    public string Content { get; } = content;

    public SourceSpan Whole { get; } = whole;

    /// <summary>Text that stands in the source exactly as it is.</summary>
    public static MappedText Of(Source source) =>
        new(source.Text, source.Span(0, source.Text.Length), [new(0, source.Text.Length, 0)]);

    /// <summary>Text for which only its place as a whole is known.</summary>
    public static MappedText At(string content, SourceSpan whole) => new(content, whole, []);

    /// <summary>The stretch of the source that holds content from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    public SourceSpan Span(int start, int end)
    {
        if (runs.IsEmpty)
        {
            return Whole;
        }

        var from = SourceOffset(start);
        return Whole.Source.Span(from, Math.Max(from, SourceOffset(Math.Max(start, end - 1)) + (end > start ? 1 : 0)));
    }

    /// <summary>A part of this text that keeps its places.</summary>
    public MappedText Slice(int start, int end)
    {
        var parts = ImmutableArray.CreateBuilder<Run>();
        for (var i = RunAt(start); i < runs.Length && runs[i].Start < end; i++)
        {
            var (from, to) = (Math.Max(start, runs[i].Start), Math.Min(end, runs[i].Start + runs[i].Length));
            if (from < to)
            {
                parts.Add(new(from - start, to - from, runs[i].SourceOffset + from - runs[i].Start));
            }
        }

        return new(Content[start..end], Span(start, end), parts.ToImmutable());
    }

    private int SourceOffset(int at)
    {
        var run = runs[RunAt(at)];
        return run.SourceOffset + Math.Clamp(at - run.Start, 0, run.Length);
    }

    /// <summary>The last run that starts at or before <paramref name="at"/>; the first when there is none.</summary>
    private int RunAt(int at)
    {
        var (low, high) = (0, runs.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = runs[middle].Start <= at ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
