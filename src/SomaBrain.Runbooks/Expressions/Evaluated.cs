using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions;

/// <summary>A value, or why there is none; never both.</summary>
public readonly record struct Evaluated(Value? Value, Diagnostic? Problem)
{
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Value))]
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(Problem))]
    public bool Ok => Value is not null;

    public static implicit operator Evaluated(Value value) => new(value, null);

    public static implicit operator Evaluated(Diagnostic problem) => new(null, problem);
}
