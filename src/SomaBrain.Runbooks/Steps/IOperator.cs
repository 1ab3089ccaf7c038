namespace SomaBrain.Runbooks.Steps;

/// <summary>The person at the keyboard, if there is one.</summary>
public interface IOperator
{
    ValueTask<Answer> ConfirmAsync(Confirmation confirmation, CancellationToken ct);

    /// <summary>The answer is <see cref="Answer.Said"/>, and was not judged yet.</summary>
    ValueTask<Answer> AskAsync(Question question, CancellationToken ct);
}
