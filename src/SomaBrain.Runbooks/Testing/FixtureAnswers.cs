using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Replaying;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Testing;

/// <summary>Answers as a case says, for steps and for people.</summary>
/// <param name="steps">By path.</param>
internal sealed class FixtureAnswers(FixtureCase one, IReadOnlyDictionary<string, Step> steps, RunControl control) : IAnswers, IOperator
{
    private readonly Dictionary<string, int> _used = new(StringComparer.Ordinal);
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);

    /// <summary>What the case does not say.</summary>
    public Diagnostic? Lacks { get; private set; }

    public Outcome Of(IStepKind kind, Step step, StepContext context)
    {
        var name = StepKey.Path(step.Header.Name); // what reverts a turn is called with the turn
        var used = _used.GetValueOrDefault(name);
        _begun.Add(context.Key);
        _used[name] = used + 1;
        return one.Results.GetValueOrDefault(name) switch
        {
            null when kind.SecretMembers.Count > 0 => new Outcome.Succeeded(ResultReader.Hidden(kind, step)),
            null => Lack(Problems.ResultNotWritten(one.Span, name, step.Header.Keyword, kind.WrittenAs, 0)),
            { IsEachTime: true, InOrder: [var always] } => always,
            { InOrder: var results } when used < results.Length => results[used],
            var results => Lack(Problems.ResultNotWritten(one.Span, name, step.Header.Keyword, kind.WrittenAs, results.InOrder.Length)),
        };
    }

    public bool EndsBefore(Step step, StepContext context) => Lacks is not null || (one.Results.TryGetValue(step.Header.Name, out var written) && written.InOrder is [Outcome.Interrupted, ..]);

    public Outcome Unknown(Step step, string until) => Lack(Problems.DecidedBySecret(one.Span, step.Header.Name, until));

    public bool IsDone(Step probe, string key) =>
        _begun.Any(begun => begun == key || begun.StartsWith($"{key}[", StringComparison.Ordinal) || begun.StartsWith($"{key}.", StringComparison.Ordinal))
        || (steps.TryGetValue(StepKey.Path(key), out var step) && one.Results.GetValueOrDefault(step.Header.Name)?.IsDone == true);

    public ValueTask<Answer> ConfirmAsync(Confirmation confirmation, CancellationToken ct) => new(Said(confirmation.Step, confirmation.Question) switch
    {
        "nobody" or null => new Answer.Nobody(CanPause: true),
        "no" or "false" => new Answer.No(one.Operator),
        _ => new Answer.Yes(one.Operator, AnswerMeans.Terminal),
    });

    public ValueTask<Answer> AskAsync(Question question, CancellationToken ct) => new(Said(question.Step, question.Text) switch
    {
        "nobody" or null => new Answer.Nobody(CanPause: true),
        var text => new Answer.Said(text, null, one.Operator, AnswerMeans.Terminal),
    });

    private string? Said(string key, string question)
    {
        var name = steps.TryGetValue(StepKey.Path(key), out var step) ? step.Header.Name : key;
        if (one.Answers.TryGetValue(name, out var answer))
        {
            return answer.Content;
        }

        Lack(Problems.AnswerNotWritten(one.Span, name, question));
        return null;
    }

    private Outcome.Interrupted Lack(Diagnostic why)
    {
        Lacks ??= why;
        control.Request();
        control.Request();
        return new();
    }
}
