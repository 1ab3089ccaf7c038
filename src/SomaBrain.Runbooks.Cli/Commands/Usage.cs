using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Cli.Commands;

internal static class Usage
{
    public static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync($"usage: {message}");
        return ExitCode.Usage;
    }
}
