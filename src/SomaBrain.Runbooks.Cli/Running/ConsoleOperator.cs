using SomaBrain.Runbooks.Cli.Running.Prompting;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Replaying;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>
/// The person at the terminal. Without a terminal nothing is ever answered yes: the run pauses (execution.md §4).
/// </summary>
internal sealed class ConsoleOperator(string name, bool canPause, IRunView view, RunControl control) : IOperator
{
    private readonly HashSet<int> _used = [];

    /// <summary>`--yes`: answers only a question without a phrase or approvals.</summary>
    public bool Yes { get; init; }

    /// <summary>The answer is given to `runbook resume`.</summary>
    public bool Resumed { get; init; }

    public bool NoColor { get; init; }

    /// <summary>`--answer`: each is used once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Answers { get; init; } = [];

    private AnswerMeans Means => Resumed ? AnswerMeans.Resume : AnswerMeans.Terminal;

    public async ValueTask<Answer> ConfirmAsync(Confirmation confirmation, CancellationToken ct)
    {
        var (question, phrase) = (confirmation.Question, confirmation.Phrase);
        if (confirmation.Approvals > 0)
        {
            return new Answer.Nobody(canPause); // the operator is not one of those who approve
        }

        if (Yes && phrase is null)
        {
            return new Answer.Yes(name, AnswerMeans.YesFlag);
        }

        if (!TerminalKeyboard.IsThere)
        {
            return new Answer.Nobody(canPause);
        }

        view.Suspend();
        try
        {
            if (confirmation.Shown is { } shown)
            {
                RunViews.Progress(NoColor).Line(TerminalText.Clean(shown));
            }

            var answer = await AskAsync(TerminalText.Clean(question), phrase);
            return answer is null ? new Answer.Nobody(canPause)
                : answer.Value ? new Answer.Yes(name, Means)
                : new Answer.No(name);
        }
        finally
        {
            view.Resume();
        }
    }

    public ValueTask<Answer> AskAsync(Question question, CancellationToken ct)
    {
        for (var i = 0; i < Answers.Count && !question.IsHidden; i++)
        {
            if (AnswerName.Means(Answers[i].Key, question.Name, question.Step) && _used.Add(i))
            {
                return new(new Answer.Said(Answers[i].Value, null, name, AnswerMeans.Resume));
            }
        }

        if (!TerminalKeyboard.IsThere)
        {
            return new(new Answer.Nobody(canPause));
        }

        view.Suspend();
        try
        {
            return new(Terminals.Ask(question, NoColor, control.StoppedToken) switch
            {
                { Text: { } text } reply => new Answer.Said(text, reply.Choice, name, Means),
                _ when control.IsLeft => new Answer.Nobody(canPause),
                { Interrupted: true } => new Answer.No(name),
                _ when control.StopRequested => new Answer.No(name),
                _ => new Answer.Nobody(canPause),
            });
        }
        finally
        {
            view.Resume();
        }
    }

    /// <returns>Null when the terminal was closed.</returns>
    private async Task<bool?> AskAsync(string question, string? phrase)
    {
        var terminal = RunViews.Progress(NoColor);
        while (true)
        {
            terminal.Write(phrase is null ? $"? {question} [y/N] " : $"? {question}\n  Type `{TerminalText.Clean(phrase)}` to go on, anything else to stop: ");
            var reading = Task.Run(ReadLine);
            await Task.WhenAny(reading, control.Stopped);
            if (!reading.IsCompleted)
            {
                terminal.Line();
                return control.IsLeft ? null : false; // Ctrl-C at a question is a no
            }

            var line = await reading;
            if (line is null)
            {
                terminal.Line();
                return null;
            }

            if (phrase is not null)
            {
                return line == phrase;
            }

            switch (line.Trim().ToLowerInvariant())
            {
                case "y" or "yes":
                    return true;
                case "n" or "no" or "":
                    return false;
                default:
                    terminal.Line("  Please answer yes or no.");
                    break;
            }
        }
    }

    /// <summary>Null at its end, and when the terminal is gone: reading from one that was closed fails.</summary>
    private static string? ReadLine()
    {
        try
        {
            return Console.ReadLine();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
