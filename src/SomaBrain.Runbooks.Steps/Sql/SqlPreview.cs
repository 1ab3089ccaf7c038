using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Sql;

/// <summary>`preview`: a statement that only reads, and shows in a dry run what a write would do.</summary>
internal static class SqlPreview
{
    private const string Key = "preview";

    public static SqlStep? Read(StepReading reading, StepHeader owner, TimeSpan? statementTimeout, TimeSpan lockTimeout, string? searchPath)
    {
        if (reading.Options.Text(Key) is not { } text || reading.Template(text, HoleKind.Sql) is not { } sql)
        {
            return null;
        }

        if (owner.IsSensitive)
        {
            reading.Problems.Add(Problems.MisplacedKey(reading.Options.Entry(Key)!.Key.Span, Key, "the step is sensitive, and a plan shows what a preview reads", "take one of them out"));
        }

        var header = new StepHeader(
            $"{owner.Path}.{Key}", owner.Keyword, null, null, null, owner.On, owner.Database, null, Effect.Read, owner.Timeout, null, OnFailure.Stop, null, sql.Span)
        {
            IsOpen = owner.IsOpen,
        };
        var read = new SqlReading(header, sql, inTransaction: true, allowsRaw: false, reading);
        return new(header, sql, read.Effect(), null, null, true, null, statementTimeout, lockTimeout) { SearchPath = searchPath, Constant = read.Constant, Facts = read.Facts };
    }

    /// <summary>On a step that reads.</summary>
    public static SqlStep? Refuse(StepReading reading)
    {
        if (reading.Options.Entry(Key) is { } entry)
        {
            reading.Problems.Add(Problems.MisplacedKey(entry.Key.Span, Key, "a dry run executes a step that only reads", "take it out"));
        }

        return null;
    }

    public static async ValueTask<Outcome> ShowAsync(IStepKind kind, SqlStep preview, Outcome.Planned planned, StepContext context, CancellationToken ct)
    {
        var prepared = await kind.ReadyAsync(preview, context, ct);
        var outcome = prepared switch
        {
            Prepared.Refused refused => new Outcome.Failed(refused.Why),
            Prepared.Ready { Until: { } until } => new Outcome.Planned(Grade.Checked, $"its preview is known after {until}"),
            Prepared.Ready ready => await ready.Run(ct),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return outcome switch
        {
            Outcome.Succeeded succeeded => planned with { Preview = kind.Results(succeeded.Result) },
            Outcome.Failed failed => planned with { Reason = $"its preview failed: {failed.Why.Message}" },
            Outcome.Planned later => planned with { Reason = planned.Reason ?? later.Reason },
            _ => outcome,
        };
    }
}
