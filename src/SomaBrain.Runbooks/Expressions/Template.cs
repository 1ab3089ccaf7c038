using System.Collections.Immutable;
using System.Text;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions.Evaluation;
using SomaBrain.Runbooks.Expressions.Evaluation.Tainting;
using SomaBrain.Runbooks.Expressions.Lexing;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions;

/// <summary>A text with holes. A hole is a value, never syntax, and no value is ever read as a template again.</summary>
public sealed class Template
{
    private Template(MappedText text, HoleKind kind, ImmutableArray<TemplatePart> parts)
    {
        Text = text;
        Kind = kind;
        Parts = parts;
        HasHoles = parts is not ([] or [TemplatePart.Literal]) && parts.Any(part => part is TemplatePart.Hole);
        OnlyHole = parts is [TemplatePart.Hole { Filter: null } hole] ? hole.Value : null;
        References = OnlyHole is not null ? OnlyHole.References : HasHoles ? [.. parts.OfType<TemplatePart.Hole>().SelectMany(part => part.Value.References)] : [];
    }

    public MappedText Text { get; }

    public HoleKind Kind { get; }

    public SourceSpan Span => Text.Whole;

    public bool HasHoles { get; }

    /// <summary>The expression of a text that is exactly one hole, which keeps its type.</summary>
    public Expression? OnlyHole { get; }

    public ImmutableArray<TemplatePart> Parts { get; }

    public ImmutableArray<Reference> References { get; }

    /// <summary>Null when a diagnostic was left in <paramref name="bag"/>; all wrong holes are told together.</summary>
    public static Template? Parse(MappedText text, HoleKind kind, DiagnosticBag bag) =>
        HoleSplitter.Split(text, kind, bag) is { } parts ? new(text, kind, parts) : null;

    /// <summary>
    /// The text, or the value itself if the text is exactly one hole. One secret or unknown hole makes all of it secret or
    /// unknown. Not for SQL, whose holes are never text.
    /// </summary>
    /// <param name="write">How the value of a hole beside other text is written; null: as it is.</param>
    public Evaluated Render(IScope scope, Func<Expression, string, Evaluated>? write = null)
    {
        if (OnlyHole is not null)
        {
            var only = OnlyHole.Evaluate(scope);
            return only.Ok ? Sound(only.Value, OnlyHole.Span) : only;
        }

        var (text, taint) = (new StringBuilder(), new Taint());
        foreach (var part in Parts)
        {
            if (part is TemplatePart.Literal literal)
            {
                text.Append(literal.Content);
                continue;
            }

            var hole = (TemplatePart.Hole)part;
            var value = hole.Value.Evaluate(scope);
            if (!value.Ok)
            {
                return value;
            }

            var bare = taint.Deep(value.Value);
            if (bare is Value.Null && Kind != HoleKind.Text)
            {
                return Problems.NullInText(hole.Value.Span, hole.Value.Text);
            }

            if (taint.Missing is { } missing)
            {
                return Problems.ValueMissing(hole.Value.Span, hole.Value.Text, missing.Why);
            }

            var content = ValueText.Of(bare);
            if (write is not null)
            {
                var written = write(hole.Value, content);
                if (!written.Ok)
                {
                    return written;
                }

                content = ValueText.Of(written.Value);
            }

            text.Append(content);
            if (text.Length > ValueLimit.Most)
            {
                return Problems.Overflow(hole.Value.Span, hole.Value.Text.Trim(), isSize: true);
            }
        }

        return taint.Around(taint.Unknown is { } unknown ? unknown : Sound(new Value.Text(text.ToString()), Span));
    }

    /// <summary>
    /// The text with each value as it may be shown, a secret as `***`, a text that holds one masked, what is not known yet as
    /// `(known after step batch)`; null when one cannot be had.
    /// </summary>
    /// <param name="quote">Of each stretch that is known: how it is written where what is not known stands bare.</param>
    public string? Shown(IScope scope, Func<string, string>? quote = null)
    {
        var (text, known) = (new StringBuilder(), new StringBuilder());
        foreach (var part in Parts)
        {
            var value = part is TemplatePart.Hole hole ? hole.Fill(scope).Value : null;
            if (part is TemplatePart.Hole && value is null)
            {
                return null;
            }

            if (quote is not null && value is { IsUnknown: true })
            {
                Know();
                text.Append(ValueText.Of(value));
                continue;
            }

            known.Append(part is TemplatePart.Literal literal ? literal.Content : value is Value.Secret { Masked: { } masked } ? masked : ValueText.Of(value!));
        }

        Know();
        return text.ToString();

        void Know()
        {
            text.Append(quote is null || known.Length == 0 ? known.ToString() : quote(known.ToString()));
            known.Clear();
        }
    }

    /// <summary>A text that is no template, whatever stands in it.</summary>
    /// <param name="at">Whose text it is.</param>
    public static Template Literal(string text, SourceSpan at) => new(MappedText.At(text, at), HoleKind.Text, [new TemplatePart.Literal(text, 0)]);

    /// <summary>The same text around other holes, in their order.</summary>
    internal Template WithHoles(ImmutableArray<Expression> holes)
    {
        var next = 0;
        return new(Text, Kind, [.. Parts.Select(part => part is TemplatePart.Hole hole ? hole with { Value = holes[next++] } : part)]);
    }

    public override string ToString() => Text.Content;

    private static Evaluated Sound(Value value, SourceSpan at) =>
        (value is Value.Secret secret ? secret.Inner : value) is Value.Text text && NoText.Why(text.Content) is { } what
            ? Problems.NotText(at, what)
            : value;
}
