using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>A dry run asks nobody.</summary>
internal sealed class NobodyToAsk : IOperator
{
    public ValueTask<Answer> ConfirmAsync(string step, string question, string? phrase, CancellationToken ct) => new(new Answer.Nobody(CanPause: false));
}
