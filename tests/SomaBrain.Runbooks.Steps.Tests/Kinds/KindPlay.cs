using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

/// <summary>Plays for steps that need no server.</summary>
internal static class KindPlay
{
    public const string Nowhere = "host=/nowhere";

    public static SqlPlay With(Person person) => new(Nowhere) { Operator = person };

    /// <summary>The members of a step that succeeded, as text, and as they are shown where they hold a secret.</summary>
    public static string Told(this SqlPlay play, string step, string member) => play.Trace[step] switch
    {
        Outcome.Succeeded succeeded => Text(succeeded.Result[member]!),
        Outcome.Warned warned => Text(warned.Result[member]!),
        Outcome.Failed failed => throw new InvalidOperationException($"{failed.Why.Code} {failed.Why.Message}"),
        var other => throw new InvalidOperationException(other.ToString()),
    };

    private static string Text(Value value) => value is Value.Secret { Masked: { } masked } ? masked : ValueText.Of(value);

    /// <summary>What its journal says when it is read again: a secret is its name.</summary>
    public static IReadOnlyList<JournalEvent> Reread(this SqlPlay play) =>
    [
        .. play.Journal.Events.Select(one => one.Event is JournalEvent.StepOutcome { Result: { } result } ended ? ended with { Result = ValueJson.Read(ValueJson.Write(result)) } : one.Event),
    ];

    /// <summary>The rest of a run that was broken off when a question was answered, and before the step that asked it was over.</summary>
    public static SqlPlay BrokenOffBehindAnswer(this SqlPlay play, Person person)
    {
        var events = play.Reread();
        var behind = events.Index().First(one => one.Item is JournalEvent.ConfirmAnswered).Index + 1;
        return new(Nowhere) { Operator = person, Earlier = [.. events.Take(behind)] };
    }

    /// <summary>`RB474`, of the problem that a run ended with.</summary>
    public static string Codes(this RunEnd end) => string.Join(' ', end.Problems.Select(problem => problem.Code));
}
