using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions.Evaluation;
using SomaBrain.Runbooks.Expressions.Evaluation.Tainting;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Functions;

/// <summary>What a function over a list works on: its elements, or one member of each.</summary>
internal static class Elements
{
    public static ImmutableArray<Value> Of(FunctionCall call, out Diagnostic? problem)
    {
        problem = call[0] is not Value.List ? call.WrongType(0, "a list")
            : call.Arguments.Length == 2 && call[1] is not Value.Text ? call.WrongType(1, "text, a path as 'row.waiting'")
            : null;
        if (problem is not null)
        {
            return [];
        }

        var elements = ImmutableArray.CreateBuilder<Value>();
        foreach (var item in ((Value.List)call[0]).Items)
        {
            var found = call.Arguments.Length == 2 ? Access.Path(item, ((Value.Text)call[1]).Content, $"{call.PlaceOf(0).Words}[{elements.Count}]", call.PlaceOf(1)) : item;
            problem = found.Problem ?? Unusable(call, found.Value!, elements.Count);
            if (problem is not null)
            {
                return [];
            }

            elements.Add(found.Value!);
        }

        return elements.DrainToImmutable();
    }

    /// <summary>The arguments themselves.</summary>
    public static ImmutableArray<Value> Several(FunctionCall call, out Diagnostic? problem)
    {
        problem = null;
        return call.Arguments;
    }

    /// <summary>A problem with the first element that is known and not what it should be.</summary>
    public static Diagnostic? Wrong(FunctionCall call, ImmutableArray<Value> elements, Func<Value, bool> right, string expected)
    {
        for (var i = 0; i < elements.Length; i++)
        {
            var bare = Typed.Sample(new Taint().Bare(elements[i]));
            if (bare is not Value.Unknown && !right(bare))
            {
                return Problems.ElementType(call.PlaceOf(0).Span, call.PlaceOf(0).Words, i, ValueText.Kind(bare), expected);
            }
        }

        return null;
    }

    private static Diagnostic? Unusable(FunctionCall call, Value element, int index) => element switch
    {
        Value.Missing missing => Problems.ElementMissing(call.PlaceOf(0).Span, $"{call.PlaceOf(0).Words}[{index}]{(call.Arguments.Length == 2 ? $".{((Value.Text)call[1]).Content}" : "")}", missing.Why),
        _ => Operators.TooLong(element, call.PlaceOf(0)),
    };
}
