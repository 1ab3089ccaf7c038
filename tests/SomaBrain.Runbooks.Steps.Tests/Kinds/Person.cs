using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

/// <summary>Somebody who gives these answers, one after the other, and then leaves.</summary>
internal sealed class Person(params string[] answers) : IOperator
{
    private int _next;

    /// <summary>What was asked, with all that was shown.</summary>
    public List<string> Asked { get; } = [];

    public Question? Last { get; private set; }

    public bool CanPause { get; init; } = true;

    public ValueTask<Answer> ConfirmAsync(Confirmation confirmation, CancellationToken ct)
    {
        Asked.Add($"{(confirmation.Shown is { } shown ? $"{shown}\n" : "")}{confirmation.Question}{(confirmation.Phrase is { } phrase ? $" [{phrase}]" : "")}");
        return new(confirmation.Approvals > 0 ? new Answer.Nobody(CanPause) : Next() switch
        {
            null => new Answer.Nobody(CanPause),
            "yes" => new Answer.Yes("ann", AnswerMeans.Terminal),
            _ => new Answer.No("ann"),
        });
    }

    public ValueTask<Answer> AskAsync(Question question, CancellationToken ct)
    {
        Last = question;
        Asked.Add(question.Text);
        return new(Next() switch
        {
            null => new Answer.Nobody(CanPause),
            "^C" => new Answer.No("ann"),
            var text => new Answer.Said(text, null, "ann", AnswerMeans.Resume),
        });
    }

    private string? Next() => _next < answers.Length ? answers[_next++] : null;
}
