using System.Collections.Immutable;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Expressions;

/// <summary>A dotted path that an expression uses, as far as it is known before the run: `["steps", "old", "row", "rows"]`.</summary>
public sealed record Reference(ImmutableArray<string> Path, SourceSpan Span)
{
    /// <summary>Stands in a path for an element of a list.</summary>
    public const string Element = "[]";

    /// <summary>Another value takes its place when it is missing: it stands before a `??`.</summary>
    public bool HasFallback { get; init; }

    public override string ToString() => string.Join('.', Path);
}
