using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Cli.Commands;

internal static class Usage
{
    public static Task<int> FailAsync(string message)
    {
        RunViews.Progress(noColour: true).Line($"usage: {message}");
        return Task.FromResult(ExitCode.Usage);
    }
}
