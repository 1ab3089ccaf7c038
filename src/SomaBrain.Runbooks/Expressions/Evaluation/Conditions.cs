using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Evaluation;

internal static class Conditions
{
    /// <summary>The value where only a boolean decides; nothing is truthy. Unknown stays unknown.</summary>
    public static Evaluated Read(Value value, Place at) => value switch
    {
        Value.Unknown { Like: null or Value.Boolean } or Value.Boolean => value,
        Value.Cell { Scalar: Value.Boolean decided } => decided,
        _ => Problems.NotACondition(at.Span, at.Words, ValueText.Kind(value)),
    };
}
