using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <summary>What a person says of steps in doubt. Asked only where nothing else can tell.</summary>
/// <param name="By">Who says so.</param>
/// <param name="Reason">In that person's words.</param>
/// <param name="Said">By the step's key: `4[2].1`.</param>
public sealed record Resolutions(string By, string Reason, IReadOnlyDictionary<string, Resolution> Said)
{
    public static readonly Resolutions None = new("", "", new Dictionary<string, Resolution>(StringComparer.Ordinal));

    public JournalEvent.StepResolved? For(string key, OpenAttempt open) =>
        Said.TryGetValue(key, out var resolution) ? new(key, open.Attempt, resolution, By, Reason) : null;
}
