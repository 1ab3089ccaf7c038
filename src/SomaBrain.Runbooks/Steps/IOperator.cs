namespace SomaBrain.Runbooks.Steps;

/// <summary>The person at the keyboard, if there is one.</summary>
public interface IOperator
{
    /// <param name="phrase">Must be typed as it is; null: yes or no.</param>
    ValueTask<Answer> ConfirmAsync(string step, string question, string? phrase, CancellationToken ct);
}
