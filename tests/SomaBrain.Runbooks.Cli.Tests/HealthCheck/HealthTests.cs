using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Cli.Tests.HealthCheck;

/// <summary>What all tests of the health check need: its servers and a state directory of their own.</summary>
[Collection("health check")]
public abstract class HealthTests(HealthServers servers) : IDisposable
{
    private static readonly string Playbook = Repository.At("playbooks", "health-check.yaml");

    protected HealthServers Servers => servers;

    protected TempFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The published program on the primary, as the role `health`.</summary>
    protected RunbookResult Check(params string[] arguments) => Check(servers.Primary, "health", arguments);

    protected RunbookResult Check(ScratchServer server, string user, params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(server);
        return CheckAt(server.ConnectionStringFor("somabrain", user), arguments);
    }

    protected RunbookResult CheckAt(string target, params string[] arguments) =>
        Runbook.In(Folder).Run(["run", Playbook, "--target", target, .. Sample(arguments), .. arguments]);

    /// <summary>A short one, unless the test asks for another.</summary>
    private static string[] Sample(string[] arguments) =>
        arguments.Any(argument => argument.StartsWith("sample=", StringComparison.Ordinal)) ? [] : ["-p", "sample=1s"];

    protected static void NoWarning(RunbookResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        result.Exits(0).NeverShows("warned ").NeverShows("failed ").NeverShows("unknown").NeverShows("warning");
    }
}
