using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>Reads expressions and templates at one place, and keeps them for the check of their names.</summary>
public sealed class StepTexts(PlaybookReading reading, int? stepsBefore, ImmutableArray<Local> locals, ImmutableArray<LoopAround> loops)
{
    public ImmutableArray<Local> Locals => locals;

    public ImmutableArray<LoopAround> Loops => loops;

    /// <summary>The path of the step.</summary>
    public string? Owner { get; init; }

    /// <summary>As those of <see cref="NameUse"/>.</summary>
    public ImmutableArray<Local> OfTurns { get; init; }

    public string? Beside { get; init; }

    private bool IsCondition { get; init; }

    private string? ListOf { get; init; }

    public Expression? Expression(MappedText text, ImmutableArray<Local> more)
    {
        reading.Names.Read(text);
        var expression = reading.Names.HasRoom(text) ? Expressions.Expression.Parse(text, reading.Problems) : null;
        if (expression is not null)
        {
            reading.Names.Use(new(expression, stepsBefore, With(more), loops, IsCondition) { Owner = Owner, ListOf = ListOf, OfTurns = OfTurns, Beside = Beside });
        }

        return expression;
    }

    /// <summary>An option that comes to a list: an expression, or a list of YAML whose elements are texts with holes. Null when it is absent or wrong.</summary>
    public Expression? List(MappingReader options, string key, ImmutableArray<Local> more)
    {
        if (options.ScalarOrList(key) is not YamlNode.Sequence sequence)
        {
            return options.Optional(key) is YamlNode.Scalar { IsNothing: false } scalar
                ? new StepTexts(reading, stepsBefore, locals, loops) { ListOf = key, Owner = Owner }.Expression(scalar.Text, more)
                : null;
        }

        var elements = sequence.Items.Select(item => Element(item, key)).ToList();
        if (elements.Contains(null))
        {
            return null;
        }

        var list = Expressions.Expression.OfList([.. elements.OfType<Template>()], sequence.Span);
        reading.Names.Use(new(list, stepsBefore, With(more), loops) { Owner = Owner, ListOf = elements.Count > 0 ? key : null }); // an empty one is told by whoever reads it
        return list;
    }

    private Template? Element(YamlNode node, string key)
    {
        if (node is YamlNode.Scalar { IsNothing: false } scalar)
        {
            reading.Names.Read(scalar.Text);
            reading.Names.ReadText(scalar.Text);
            return Parsed(scalar.Text, HoleKind.Text);
        }

        reading.Problems.Add(Problems.WrongKind(node.Span, $"an element of `{key}`", "text", node.Kind));
        return null;
    }

    /// <summary>An expression that decides: a boolean.</summary>
    public Expression? Condition(MappedText text, ImmutableArray<Local> more) =>
        new StepTexts(reading, stepsBefore, locals, loops) { IsCondition = true, Owner = Owner, OfTurns = OfTurns, Beside = Beside }.Expression(text, more);

    public Template? Template(MappedText text, HoleKind kind) => Template(text, kind, []);

    public Template? Template(MappedText text, HoleKind kind, ImmutableArray<Local> more)
    {
        reading.Names.Read(text);
        if (kind is HoleKind.Text or HoleKind.Argument)
        {
            reading.Names.ReadText(text);
        }

        var template = Parsed(text, kind);
        foreach (var part in template?.Parts ?? [])
        {
            if (part is TemplatePart.Hole hole)
            {
                reading.Names.Use(new(hole.Value, stepsBefore, With(more), loops) { Owner = Owner, Filter = hole.Filter });
            }
        }

        return template;
    }

    private ImmutableArray<Local> With(ImmutableArray<Local> more) => more.IsEmpty ? locals : [.. locals, .. more];

    private Template? Parsed(MappedText text, HoleKind kind) =>
        reading.Names.HasRoomForHoles(text) ? Expressions.Template.Parse(text, kind, reading.Problems) : null;
}
