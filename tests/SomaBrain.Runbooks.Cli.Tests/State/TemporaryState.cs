using SomaBrain.Runbooks.Cli.State;

namespace SomaBrain.Runbooks.Cli.Tests.State;

/// <summary>A state directory of its own, gone afterwards.</summary>
internal sealed class TemporaryState : IDisposable
{
    public TemporaryState()
    {
        (State, _) = StateDirectory.Open(Environment);
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"runbook-state-{Guid.NewGuid():N}");

    public StateDirectory? State { get; }

    public string? Environment(string name) => name == "RUNBOOK_STATE" ? Path : null;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
