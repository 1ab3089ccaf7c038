using SomaBrain.Runbooks.Cli.Commands;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Execution;

Libc.OpenStandardFiles();
if (args is ["--version"])
{
    // Asked by scripts at every start: not worth a tree of commands.
    RunViews.Results(noColour: true).Line(RunOpening.EngineVersion);
    return ExitCode.Done;
}

// A run does one thing after the other: the answer of a server is taken up by the thread that received it, instead of waking
// another one for each of a thousand steps. Read by .NET's sockets once, before the first of them is made.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

try
{
    return await CommandLine.InvokeAsync(args);
}
#pragma warning disable CA1031 // Do not catch general exception types: the last place where a defect can be reported without a stack trace
catch (Exception defect)
#pragma warning restore CA1031
{
    var told = RunViews.Progress(noColour: true);
    told.Line($"internal error: {defect.GetType().Name}: {defect.Message}");
    told.Line("This is a defect of the program. Look at the journal of the run (`runbook show last`) for what was done, and report it.");
    if (Environment.GetEnvironmentVariable("RUNBOOK_TRACE") is { Length: > 0 })
    {
        told.Line(defect.ToString());
    }

    return ExitCode.Internal;
}
