using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Sql.Linting;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>
/// Sessions with a name that steps on record had left something in: they are gone with the process that had them, and the next step of
/// that name would work in an empty one.
/// </summary>
internal sealed class LostSessions
{
    private readonly Dictionary<string, List<Left>> _all = new(StringComparer.Ordinal);

    /// <param name="step">Was carried out.</param>
    /// <param name="database">Where; null: in the target's own.</param>
    /// <param name="context">Its own.</param>
    public void Note(SqlStep step, Value database, StepContext context)
    {
        if (StateOfSession.LeftBy(step) is not { } what)
        {
            return;
        }

        var key = KeyOf(step, database);
        if (!_all.TryGetValue(key, out var left))
        {
            _all[key] = left = [];
        }

        left.Add(new(step, context, what));
    }

    /// <summary>Makes settings again, once, that the session had before; null when the step finds there what it was written for.</summary>
    public async ValueTask<Outcome?> RegainAsync(SqlStep step, Value? database, Func<SqlStep, StepContext, CancellationToken, ValueTask<Prepared>> prepare, CancellationToken ct)
    {
        if (!step.IsShared || !_all.Remove(KeyOf(step, database), out var left))
        {
            return null;
        }

        if (left.Find(one => one.What.Length > 0) is { } lost)
        {
            return new Outcome.Failed(Problems.SessionIsGone(step.Header.Span, step.Session!, lost.Step.Header.Name, lost.What));
        }

        foreach (var setting in left)
        {
            var made = await prepare(setting.Step, setting.Context, ct) switch
            {
                Prepared.Ready ready => await ready.Run(ct),
                Prepared.Refused refused => new Outcome.Failed(refused.Why),
                _ => new Outcome.Interrupted(),
            };
            if (made is not Outcome.Succeeded)
            {
                return made;
            }
        }

        return null;
    }

    private static string KeyOf(SqlStep step, Value? database) => $"{step.Header.On}\0{(database is null or Value.Null ? "" : ValueText.Of(database))}\0{step.Session}";

    /// <param name="What">As a message calls it; empty of settings.</param>
    private sealed record Left(SqlStep Step, StepContext Context, string What);
}
