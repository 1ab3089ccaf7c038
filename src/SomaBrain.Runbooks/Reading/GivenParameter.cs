using System.Collections.Immutable;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Reading;

/// <summary>A parameter's value as it was given.</summary>
/// <param name="Text">With commas between the items of a list.</param>
/// <param name="Items">The items of a list that was written as one; null: <paramref name="Text"/> says it all.</param>
/// <param name="Span">In the file that gave it; null on the command line.</param>
public sealed record GivenParameter(string Name, string Text, ImmutableArray<string>? Items = null, SourceSpan? Span = null)
{
    /// <summary>Where its name stands in that file.</summary>
    public SourceSpan? Key { get; init; }
}
