using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>A dry run asks nobody.</summary>
internal sealed class NobodyToAsk : IOperator
{
    public ValueTask<Answer> ConfirmAsync(Confirmation confirmation, CancellationToken ct) => new(new Answer.Nobody(CanPause: false));

    public ValueTask<Answer> AskAsync(Question question, CancellationToken ct) => new(new Answer.Nobody(CanPause: false));
}
