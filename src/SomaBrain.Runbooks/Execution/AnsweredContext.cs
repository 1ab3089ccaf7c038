using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>
/// The context of a step whose question was answered, and recorded so, before the run was broken off. Nobody is asked the same
/// a second time; a question that has become another one is.
/// </summary>
internal sealed class AnsweredContext(StepContext inner, JournalEvent.ConfirmAnswered given) : InnerContext(inner), IOperator
{
    public override IOperator Operator => this;

    public override StepContext With(params ReadOnlySpan<(string Name, Value Value)> names) => new AnsweredContext(Inner.With(names), given);

    public ValueTask<Answer> ConfirmAsync(Confirmation confirmation, CancellationToken ct) => given.Question != confirmation.Question || IsTooLittle(confirmation)
        ? Inner.Operator.ConfirmAsync(confirmation, ct)
        : new(given.Answer is Value.Boolean { Is: false } ? new Answer.No(given.By) { IsRecorded = true } : new Answer.Yes(given.By, given.How) { IsRecorded = true });

    public ValueTask<Answer> AskAsync(Question question, CancellationToken ct) => given.Question != question.Text
        ? Inner.Operator.AskAsync(question, ct)
        : new(new Answer.Said(ValueText.Of(given.Answer), null, given.By, given.How) { Meant = given.Answer, IsRecorded = true });

    /// <summary>A playbook that was changed meanwhile may ask for more than a flag, or than one person.</summary>
    private bool IsTooLittle(Confirmation confirmation) => confirmation.Approvals > 0 || (confirmation.Phrase is not null && given.How == AnswerMeans.YesFlag);
}
