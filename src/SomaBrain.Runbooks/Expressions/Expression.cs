using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions.Evaluation;
using SomaBrain.Runbooks.Expressions.Lexing;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions;

/// <summary>An expression that was read once and can be evaluated any number of times. It has no effects.</summary>
public sealed class Expression
{
    /// <summary>In UTF-16 code units.</summary>
    public const int LongestText = 16 * 1024;

    private Expression(MappedText text, Node root)
    {
        Mapped = text;
        Root = root;
        References = Syntax.References.Of(root);
    }

    public string Text => Mapped.Content;

    public SourceSpan Span => Mapped.Whole;

    /// <summary>Every dotted path used.</summary>
    public ImmutableArray<Reference> References { get; }

    /// <summary>The first word that is said of a path that the value is made of; null when there is none.</summary>
    public string? FirstOfCarried(Func<ImmutableArray<string>, string?> said) =>
        Syntax.References.Carried(Root).Select(node => said(Syntax.References.Path(node)!.Value)).FirstOrDefault(word => word is not null);

    internal Node Root { get; }

    internal MappedText Mapped { get; }

    /// <summary>Null when a diagnostic was left in <paramref name="bag"/>.</summary>
    public static Expression? Parse(MappedText text, DiagnosticBag bag) => Parse(text, false, bag, out _);

    /// <summary>A list that is written as a list of YAML: each element is a text with holes, and exactly one hole keeps its type.</summary>
    /// <param name="elements">Of kind <see cref="HoleKind.Text"/>.</param>
    /// <param name="span">Where the list stands.</param>
    public static Expression OfList(ImmutableArray<Template> elements, SourceSpan span)
    {
        var text = MappedText.At($"[{string.Join(", ", elements.Select(element => element.Text.Content))}]", span);
        return new(text, new Node.List([.. elements.Select(ListElement.Of)], new(text, 0, text.Content.Length)));
    }

    /// <summary>The value. One that is missing is an error here, as nothing took its place.</summary>
    public Evaluated Evaluate(IScope scope) => new Evaluator(scope, null).Whole(Root);

    /// <summary>
    /// The value of a condition: a boolean, or unknown. A secret boolean is let out here and nowhere else, because which way a
    /// run went is seen anyhow; what was compared stays secret.
    /// </summary>
    public Evaluated EvaluateCondition(IScope scope)
    {
        var result = Evaluate(scope);
        return result.Value switch
        {
            null => result,
            Value.Secret secret => Conditions.Read(secret.Inner, new(Mapped, 0, Text.Length)),
            var value => Conditions.Read(value, new(Mapped, 0, Text.Length)),
        };
    }

    /// <summary>With <paramref name="filtered"/>, a last pipe may go to a <paramref name="filter"/> of SQL.</summary>
    internal static Expression? Parse(MappedText text, bool filtered, DiagnosticBag bag, out SqlFilter? filter)
    {
        filter = null;
        if (text.Content.Length > LongestText)
        {
            bag.Add(Problems.ExpressionTooLong(text.Whole, text.Content.Length, LongestText));
            return null;
        }

        if (string.IsNullOrWhiteSpace(text.Content))
        {
            bag.Add(Problems.ExpressionEmpty(text.Whole));
            return null;
        }

        var lexer = new Lexer(text, bag);
        if (!lexer.Read())
        {
            return null;
        }

        if (new ShortExpression(text, lexer.Literals).Read(filtered, out filter) is { } known)
        {
            return new(text, known);
        }

        if (ScribanParser.Parse(lexer.Blanked(), text, bag) is not { } parsed)
        {
            return null;
        }

        var converter = new Converter(text, lexer.Literals, filtered, bag);
        var root = converter.Root(parsed);
        filter = converter.Filter;
        return root is null ? null : new(text, root);
    }

    public override string ToString() => Text;
}
