using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Text;

/// <summary>
/// Text as a reader gave it (unquoted, unfolded, unindented), which still knows where each of its characters stands in
/// the source: an error inside a block scalar points into the playbook.
/// </summary>
public sealed class MappedText
{
    private readonly ImmutableArray<Run> _runs;

    /// <summary>Where all of it stands in one piece, as nearly every value does; else -1.</summary>
    private readonly int _offset;

    /// <param name="content">The value.</param>
    /// <param name="whole">Where the value stands in the source, quotes included.</param>
    /// <param name="runs">Stretches of <paramref name="content"/> that stand in the source as they are, in order.</param>
    public MappedText(string content, SourceSpan whole, ImmutableArray<Run> runs)
        : this(content, whole, -1) => _runs = runs;

    private MappedText(string content, SourceSpan whole, int offset) => (Content, Whole, _offset) = (content, whole, offset);

    /// <summary>Content from <paramref name="Start"/>, <paramref name="Length"/> long, stands at <paramref name="SourceOffset"/>.</summary>
    public readonly record struct Run(int Start, int Length, int SourceOffset);

    public string Content { get; }

    public SourceSpan Whole { get; }

    private int Pieces => _offset >= 0 ? 1 : _runs.Length;

    /// <summary>Text that stands in the source exactly as it is.</summary>
    public static MappedText Of(Source source) =>
        InOnePiece(source.Text, source.Span(0, source.Text.Length), 0);

    /// <summary>Text that stands in the source as it is, from <paramref name="sourceOffset"/>.</summary>
    public static MappedText InOnePiece(string content, SourceSpan whole, int sourceOffset) => new(content, whole, sourceOffset);

    /// <summary>Text for which only its place as a whole is known.</summary>
    public static MappedText At(string content, SourceSpan whole) => new(content, whole, ImmutableArray<Run>.Empty);

    /// <summary>The stretch of the source that holds content from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    public SourceSpan Span(int start, int end)
    {
        if (Pieces == 0)
        {
            return Whole;
        }

        var from = SourceOffset(start);
        return Whole.Source.Span(from, Math.Max(from, SourceOffset(Math.Max(start, end - 1)) + (end > start ? 1 : 0)));
    }

    /// <summary>A part of this text that keeps its places.</summary>
    public MappedText Slice(int start, int end)
    {
        if (_offset >= 0)
        {
            return InOnePiece(Content[start..end], Span(start, end), _offset + start);
        }

        var parts = ImmutableArray.CreateBuilder<Run>();
        for (var i = RunAt(start); i < Pieces && Piece(i).Start < end; i++)
        {
            var run = Piece(i);
            var (from, to) = (Math.Max(start, run.Start), Math.Min(end, run.Start + run.Length));
            if (from < to)
            {
                parts.Add(new(from - start, to - from, run.SourceOffset + from - run.Start));
            }
        }

        return new(Content[start..end], Span(start, end), parts.ToImmutable());
    }

    private Run Piece(int at) => _offset >= 0 ? new(0, Content.Length, _offset) : _runs[at];

    private int SourceOffset(int at)
    {
        var run = Piece(RunAt(at));
        return run.SourceOffset + Math.Clamp(at - run.Start, 0, run.Length);
    }

    /// <summary>The last run that starts at or before <paramref name="at"/>; the first when there is none.</summary>
    private int RunAt(int at)
    {
        var (low, high) = (0, Pieces - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Piece(middle).Start <= at ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
