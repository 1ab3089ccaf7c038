namespace SomaBrain.Runbooks.Steps.Tests.Sql;

internal sealed class NobodyThere : IOperator
{
    public ValueTask<Answer> ConfirmAsync(Confirmation confirmation, CancellationToken ct) => new(new Answer.Nobody(CanPause: false));

    public ValueTask<Answer> AskAsync(Question question, CancellationToken ct) => new(new Answer.Nobody(CanPause: false));
}
