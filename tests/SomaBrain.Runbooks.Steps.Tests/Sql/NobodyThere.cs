namespace SomaBrain.Runbooks.Steps.Tests.Sql;

internal sealed class NobodyThere : IOperator
{
    public ValueTask<Answer> ConfirmAsync(string step, string question, string? phrase, CancellationToken ct) => new(new Answer.Nobody(CanPause: false));
}
