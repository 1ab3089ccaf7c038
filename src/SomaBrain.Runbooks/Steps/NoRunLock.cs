using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps;

/// <summary>Where nothing takes effect, or on a server that is the run's own.</summary>
public sealed class NoRunLock : IRunLock
{
    public static readonly NoRunLock Instance = new();

    public ValueTask<Diagnostic?> HoldAsync(CancellationToken ct) => new((Diagnostic?)null);

    public void Expect(string target, ServerChange change)
    {
    }
}
