using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>
/// The person at the terminal. Without a terminal nothing is ever answered yes: the run pauses (execution.md §4).
/// </summary>
/// <param name="yes">`--yes`: answers only a question without a phrase.</param>
/// <param name="resumed">The answer is given to `runbook resume`.</param>
internal sealed class ConsoleOperator(string name, bool yes, bool canPause, bool resumed, IRunView view, RunControl control) : IOperator
{
    public async ValueTask<Answer> ConfirmAsync(string step, string question, string? phrase, CancellationToken ct)
    {
        if (yes && phrase is null)
        {
            return new Answer.Yes(name, AnswerMeans.YesFlag);
        }

        if (Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            return new Answer.Nobody(canPause);
        }

        view.Suspend();
        try
        {
            var answer = await AskAsync(TerminalText.Clean(question), phrase);
            return answer is null ? new Answer.Nobody(canPause)
                : answer.Value ? new Answer.Yes(name, resumed ? AnswerMeans.Resume : AnswerMeans.Terminal)
                : new Answer.No(name);
        }
        finally
        {
            view.Resume();
        }
    }

    /// <returns>Null when the terminal was closed.</returns>
    private async Task<bool?> AskAsync(string question, string? phrase)
    {
        var error = Console.Error;
        while (true)
        {
            await error.WriteAsync(phrase is null ? $"? {question} [y/N] " : $"? {question}\n  Type `{TerminalText.Clean(phrase)}` to go on, anything else to stop: ");
            await error.FlushAsync();
            var reading = Task.Run(Console.ReadLine);
            await Task.WhenAny(reading, control.Stopped);
            if (!reading.IsCompleted)
            {
                await error.WriteLineAsync();
                return false; // Ctrl-C at a question is a no
            }

            var line = await reading;
            if (line is null)
            {
                await error.WriteLineAsync();
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
                    await error.WriteLineAsync("  Please answer yes or no.");
                    break;
            }
        }
    }
}
