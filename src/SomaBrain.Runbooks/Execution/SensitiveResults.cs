using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Execution;

/// <summary>
/// The results of a `sensitive` step: secrets by the name of their place, so that everything that keeps or shows a value keeps
/// and shows that name, and expressions still compute with what is under it.
/// </summary>
internal static class SensitiveResults
{
    /// <summary>The outcome with its results covered; of any other step, as it is.</summary>
    /// <param name="secrets">Know from then on what stands in the results.</param>
    public static Outcome Cover(Step step, IStepKind kind, Outcome outcome, KnownSecrets secrets)
    {
        return !step.Header.IsSensitive ? outcome : outcome switch
        {
            Outcome.Succeeded x => x with { Result = Covered(x.Result) },
            Outcome.Warned x => x with { Result = Covered(x.Result) },
            Outcome.SaidNo x => x with { Result = Covered(x.Result) },
            Outcome.Failed { Result: { } result } x => x with { Result = Covered(result) },
            Outcome.Planned { Observed: { } observed } x => x with { Observed = Covered(observed) },
            _ => outcome,
        };

        Value.Row Covered(Value.Row result)
        {
            secrets.AddFound(TellingTexts.Of(result));
            return Cover(step, kind.Results(result));
        }
    }

    /// <summary>What is missing is no secret; how the step ended neither.</summary>
    public static Value.Row Cover(Step step, Value.Row result) => !step.Header.IsSensitive ? result : new(
    [
        .. result.Fields.Select(field => field.Name is "status" or "each" || field.Value is Value.Secret { Masked: null } or Value.Missing
            ? field
            : field.Value is Value.Secret masked ? field with { Value = masked with { Masked = null } }
            : field with { Value = new Value.Secret($"steps.{step.Header.Name}.{field.Name}", field.Value) }),
    ]);
}
