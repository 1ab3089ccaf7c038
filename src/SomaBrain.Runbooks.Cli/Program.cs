using SomaBrain.Runbooks.Cli.Commands;
using SomaBrain.Runbooks.Execution;

try
{
    return await CommandLine.InvokeAsync(args);
}
#pragma warning disable CA1031 // Do not catch general exception types: the last place where a defect can be reported without a stack trace
catch (Exception defect)
#pragma warning restore CA1031
{
    await Console.Error.WriteLineAsync($"internal error: {defect.GetType().Name}: {defect.Message}");
    await Console.Error.WriteLineAsync("This is a defect of the program. Look at the journal of the run (`runbook show last`) for what was done, and report it.");
    if (Environment.GetEnvironmentVariable("RUNBOOK_TRACE") is { Length: > 0 })
    {
        await Console.Error.WriteLineAsync(defect.ToString());
    }

    return ExitCode.Internal;
}
