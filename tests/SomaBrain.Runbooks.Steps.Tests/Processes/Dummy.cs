using System.Collections.Immutable;
using SomaBrain.Runbooks.Steps.Processes;

namespace SomaBrain.Runbooks.Steps.Tests.Processes;

/// <summary>Requests that run the child of the tests, or `sh`.</summary>
internal static class Dummy
{
    internal static readonly IReadOnlyDictionary<string, string> Environment = new Dictionary<string, string>
    {
        ["PATH"] = "/usr/bin:/bin",
        ["DOTNET_ROOT"] = System.Environment.GetEnvironmentVariable("DOTNET_ROOT")
            ?? Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
    };

    internal static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Dummy");

    internal static ProcessRequest With(params string[] arguments) => Run([Program, .. arguments]);

    internal static ProcessRequest Sh(string script) => Run("/bin/sh", "-c", script);

    internal static ProcessRequest Run(params string[] argv) =>
        new(argv.ToImmutableArray(), Environment) { RunId = Guid.NewGuid().ToString("N") };

    internal static Task<ProcessOutcome.Ended> EndAsync(this ProcessRequest request) =>
        request.StopByAsync(TestContext.Current.CancellationToken);

    internal static async Task<ProcessOutcome.Ended> StopByAsync(this ProcessRequest request, CancellationToken stop) =>
        Assert.IsType<ProcessOutcome.Ended>(await Task.Run(() => ProcessRun.Run(request, stop)));

    internal static async Task<ProcessOutcome.NotStarted> RefusedAsync(this ProcessRequest request) =>
        Assert.IsType<ProcessOutcome.NotStarted>(await Task.Run(() => ProcessRun.Run(request, TestContext.Current.CancellationToken)));
}
