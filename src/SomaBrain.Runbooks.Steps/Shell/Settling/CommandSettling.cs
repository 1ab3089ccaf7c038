using System.Globalization;
using SomaBrain.Runbooks.Steps.Processes;
using SomaBrain.Runbooks.Steps.Processes.Tree;

namespace SomaBrain.Runbooks.Steps.Shell.Settling;

/// <summary>Nobody but a command knows what it has done; whether it still does it can be seen.</summary>
internal static class CommandSettling
{
    public static Settlement Ask(ShellStep step, OpenAttempt open, StepContext context)
    {
        var look = $"what the command of step `{step.Header.Name}` changes";
        return open.Process switch
        {
            _ when open.Host is { } host && host != Environment.MachineName => new Settlement.Unknown($"its command ran on {host}, and may run there still", look) { MayGoOn = true },
            { } process when process.Boot != ProcessIdentity.Boot => new Settlement.Unknown("its command ran on another machine, or before this one was started again", look),
            { } process when new ProcessIdentity(process.Pid, process.Started).IsAlive => AtWork(process.Pid),
            { } => new Settlement.Unknown("its command has ended, and nobody heard how", look),
            null when Unrecorded(step, context) is { } pid => AtWork(pid),
            null => new Settlement.Unknown("nobody wrote down whether its command was started", look),
        };
    }

    /// <summary>A command that was started a moment before the program was killed, and not yet on record.</summary>
    private static int? Unrecorded(ShellStep step, StepContext context)
    {
        var run = $"{ProcessRequest.Marker}={context.RunId}/";
        var name = $"PGAPPNAME={ChildEnvironment.ApplicationName(context.RunId, step.Header.Name)}";
        foreach (var pid in ProcFile.Processes())
        {
            if (ProcFile.Environment(pid) is { } variables && variables.Contains(name) && variables.Any(variable => variable.StartsWith(run, StringComparison.Ordinal)))
            {
                return pid;
            }
        }

        return null;
    }

    private static Settlement.AtWork AtWork(int pid) => new(
        string.Create(CultureInfo.InvariantCulture, $"process {pid} on {Environment.MachineName}"), string.Create(CultureInfo.InvariantCulture, $"`kill {pid}`"));
}
