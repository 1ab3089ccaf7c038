using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Linting.Absence;

/// <summary>A result that is taken of the turns of a loop: `steps.loop.each[0].old.value`, `map(steps.loop.each, 'old.value')`.</summary>
/// <param name="Loop">The loop whose turn it is.</param>
/// <param name="Step">Whose result it is: the loop itself, or a step inside it.</param>
/// <param name="Member">The result.</param>
/// <param name="Turns">Where `steps.loop.each` stands.</param>
/// <param name="Span">What is underlined.</param>
/// <param name="Text">As it is written.</param>
/// <param name="OfOne">How one turn is asked, where a function asks all.</param>
internal sealed record TurnUse(StepPlace Loop, StepPlace Step, string Member, SourceSpan Turns, SourceSpan Span, string Text, string? OfOne)
{
    public static IEnumerable<TurnUse> In(Expression expression, IReadOnlyDictionary<string, StepPlace> steps) =>
        expression.References.Any(reference => reference.Path is ["steps", _, "each", ..]) ? In(expression.Root, false, steps) : [];

    /// <param name="replaced">The node stands before a `??`, as in <see cref="References"/>.</param>
    private static IEnumerable<TurnUse> In(Node node, bool replaced, IReadOnlyDictionary<string, StepPlace> steps)
    {
        var chain = node is Node.Member or Node.Index ? References.Chain(node) : [];
        var found = chain is ["steps", _, "each", Reference.Element, ..]
            ? replaced ? [] : Along(chain, First(node).Place.Span, node.Place.Span, node.Place.Words, null, steps)
            : node is Node.Call { Arguments: [Node.Member turns, Node.Constant { Value: Value.Text path } constant, ..] } && References.Chain(turns) is ["steps", _, "each"] each
            ? Along([.. each, Reference.Element, .. path.Content.Split('.')], turns.Place.Span, constant.Place.Span, path.Content, $"{turns.Place.Words}[0].{path.Content}", steps)
            : [];
        var coalesces = node is Node.Binary { Operator: BinaryOperator.Coalesce };
        var children = References.Children(node);
        for (var i = 0; i < children.Length; i++)
        {
            var first = i == 0;
            if (!(first && chain.Length > 0))
            {
                found = found.Concat(In(children[i], coalesces && (first || replaced), steps));
            }
        }

        return found;
    }

    /// <summary>Each step that the path comes by: loops may stand in loops.</summary>
    private static IEnumerable<TurnUse> Along(string[] chain, SourceSpan turns, SourceSpan span, string text, string? ofOne, IReadOnlyDictionary<string, StepPlace> steps)
    {
        var loop = steps.GetValueOrDefault(chain[1]);
        for (var at = 4; loop is not null && at < chain.Length;)
        {
            var inner = Inside(loop, steps.GetValueOrDefault(chain[at]));
            if (inner is not null)
            {
                at++;
            }

            if (at < chain.Length && chain[at] != "status")
            {
                yield return new(loop, inner ?? loop, chain[at], turns, span, text, ofOne);
            }

            loop = inner is not null && at + 1 < chain.Length && chain[at] == "each" && chain[at + 1] == Reference.Element ? inner : null;
            at += 2;
        }
    }

    /// <summary>The step, where it stands in the loop.</summary>
    private static StepPlace? Inside(StepPlace loop, StepPlace? step) => step?.Outwards().Any(around => ReferenceEquals(around.Step, loop.Step)) == true ? step : null;

    /// <summary>`steps.loop.each` of `steps.loop.each[0].old.value`.</summary>
    private static Node First(Node node)
    {
        while (References.Path(node) is null)
        {
            node = References.Children(node)[0];
        }

        return node;
    }
}
