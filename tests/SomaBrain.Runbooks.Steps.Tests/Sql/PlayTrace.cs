using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>How the steps of a run ended.</summary>
internal sealed class PlayTrace : IRunTrace
{
    private readonly Dictionary<string, Outcome> _outcomes = new(StringComparer.Ordinal);

    public Outcome this[string step] => _outcomes[step];

    public List<(string Step, Description Description)> Descriptions { get; } = [];

    public bool Has(string step) => _outcomes.ContainsKey(step);

    public void Ended(Step step, Place place, string? title, Description? description, Outcome outcome)
    {
        _outcomes[step.Header.Name] = outcome;
        if (description is not null)
        {
            Descriptions.Add((step.Header.Name, description));
        }
    }

    public void Skipped(Step step, Place place, string reason)
    {
    }

    public void NotReached(Step step, Place place, string reason)
    {
    }

    /// <summary>The members of a step that succeeded.</summary>
    public Value.Row Result(string step) => _outcomes[step] switch
    {
        Outcome.Succeeded succeeded => BuiltInSteps.ForReading()["sql"].Results(succeeded.Result),
        Outcome.Failed failed => throw new InvalidOperationException($"{failed.Why.Code} {failed.Why.Message} {failed.Why.Hint}"),
        var other => throw new InvalidOperationException(other.ToString()),
    };

    /// <summary>The only row of a step that succeeded.</summary>
    public Value.Row Row(string step) => Assert.IsType<Value.Row>(Result(step)["row"]);

    /// <summary>One value of it as text.</summary>
    public string Text(string step, string column) => ValueText.Of(Row(step)[column]!);
}
