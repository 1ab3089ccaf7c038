using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps;

/// <summary>What a condition came to.</summary>
/// <param name="Is">True or false; null when it is not known yet or there is a problem.</param>
/// <param name="Until">What will tell, when it is not known yet.</param>
public readonly record struct Decision(bool? Is, string? Until, Diagnostic? Problem)
{
    public static Decision Of(Evaluated condition) => condition.Value switch
    {
        null => new(null, null, condition.Problem),
        Value.Boolean boolean => new(boolean.Is, null, null),
        Value.Unknown unknown => new(null, unknown.Until, null),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
