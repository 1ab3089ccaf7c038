using SomaBrain.Runbooks.Expressions.Evaluation.Tainting;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Expressions;

/// <summary>A stretch of a text with holes. Closed.</summary>
public abstract record TemplatePart
{
    private TemplatePart(int offset) => Offset = offset;

    /// <summary>Where it begins in the text.</summary>
    public int Offset { get; }

    /// <summary>Text that stands as it is, at this offset.</summary>
    public sealed record Literal(string Content, int At) : TemplatePart(At);

    /// <summary>A value.</summary>
    /// <param name="Value">What computes it.</param>
    /// <param name="Filter">In SQL, the filter that ends the hole.</param>
    /// <param name="At">Where the opening braces stand.</param>
    /// <param name="Span">From the opening to the closing braces.</param>
    public sealed record Hole(Expression Value, SqlFilter? Filter, int At, SourceSpan Span) : TemplatePart(At)
    {
        /// <summary>The value as it leaves the program.</summary>
        public Evaluated Fill(IScope scope)
        {
            var evaluated = Value.Evaluate(scope);
            return evaluated.Ok ? LaidBare.Of(evaluated.Value) : evaluated;
        }
    }
}
