using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Cli.Running.Prompting;

/// <summary>Questions at the terminal that the program was started from.</summary>
internal static class Terminals
{
    public static Reply Ask(Question question, bool noColor, CancellationToken stop)
    {
        using var keyboard = new TerminalKeyboard();
        var redraws = Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        return new TerminalPrompt(RunViews.Progress(noColor), Glyphs.For(Environment.GetEnvironmentVariable), keyboard, redraws).Ask(question, stop);
    }
}
