using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>How a recorded step ended, as the journal tells it; its outcome again when the step's header is known.</summary>
public sealed record RecordedEnd(StepStatus Status, Value.Row? Result, Changed Changed, Diagnostic? Why, MetricReading? Metric)
{
    private readonly Outcome? _whole;

    /// <summary>It is a read whose result was not kept.</summary>
    public bool LacksRead { get; private init; }

    /// <summary>Of a branch.</summary>
    public RecordedEnd(string? arm)
        : this(StepStatus.Ok, null, Changed.None, null, null) => _whole = new Outcome.Took(arm is null ? [] : [arm]);

    /// <summary>Of a question to which somebody said no: that was a word about the run.</summary>
    public RecordedEnd(Outcome.Declined no)
        : this(StepStatus.Cancelled, null, Changed.None, null, null) => _whole = no;

    /// <summary>Null when the step was broken off, and has to be carried out again.</summary>
    /// <param name="secrets">What stands in the place of secrets, which are not kept; null: nothing that can be used.</param>
    public static RecordedEnd? Of(JournalEvent.StepOutcome ended, bool isRead, Func<StoredOutput, Value?> stored, Func<Value, Value>? secrets = null)
    {
        var result = (ended.Result ?? (ended.ResultFile is { } file ? stored(file) : null)) as Value.Row;
        if (ended.Failure is { } refused && Problems.IsLock(new(refused.Code, Severity.Error, null, refused.Message)))
        {
            return null; // kept out by another run before it did anything
        }

        if (ended.Status is not (StepStatus.Ok or StepStatus.Warned or StepStatus.Failed))
        {
            return null;
        }

        var why = ended.Failure is { } failure
            ? new Diagnostic(failure.Code, Severity.Error, null, failure.Message, failure.Hint) { SqlState = failure.SqlState }
            : null;
        return new(ended.Status, result is null ? null : (Value.Row)(secrets ?? WithoutSecrets)(result), ended.Changed, why, ended.Metric) { LacksRead = isRead && ended.Status != StepStatus.Failed && LacksValue(result, ended) };
    }

    public Outcome Restore(StepHeader header)
    {
        if (_whole is not null)
        {
            return _whole;
        }

        if (Why is null)
        {
            return new Outcome.Succeeded(Result ?? new([]), Changed) { Metric = Metric };
        }

        // `on_failure: warn` stands as a warning in the journal; the step failed all the same
        var warned = Status == StepStatus.Warned && (header.OnFailure != OnFailure.Warn || Metric is { Level: not "fail" });
        var why = Why with { Span = header.Span };
        Outcome outcome = warned ? new Outcome.Warned(why, Result ?? new([]))
            : Problems.IsSaidNo(why) ? new Outcome.SaidNo(why, Result ?? new([]))
            : new Outcome.Failed(why, Changed, Result);
        return outcome with { Metric = Metric };
    }

    /// <summary>What is left of a secret is its name: using it must fail, not go on with nothing.</summary>
    private static Value WithoutSecrets(Value value) => value switch
    {
        Value.Secret secret => new Value.Missing($"secret `{secret.Name}` was not kept in the journal"),
        Value.List list => new Value.List([.. list.Items.Select(WithoutSecrets)]),
        Value.Row row => row with { Fields = [.. row.Fields.Select(field => field with { Value = WithoutSecrets(field.Value) })] },
        _ => value,
    };

    private static bool LacksValue(Value? result, JournalEvent.StepOutcome ended) =>
        result is null ? ended.ResultFile is not null : LacksValue(result);

    public static bool LacksValue(Value value) => value switch
    {
        Value.Secret or Value.Missing => true,
        Value.Cell cell => LacksValue(cell.Scalar),
        Value.List list => list.Items.Any(LacksValue),
        Value.Row row => row.Fields.Any(field => LacksValue(field.Value)),
        _ => false,
    };
}
