using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Running.Resuming;

/// <summary>What `runbook resume` is asked for.</summary>
/// <param name="Run">As a person names it.</param>
/// <param name="Answers">`ID=VALUE`.</param>
/// <param name="Operator">`--as`.</param>
internal sealed record ResumeRequest(string Run, bool Yes, IReadOnlyList<string> Answers, string? Operator, RunFormat Format, bool NoColor, Loudness Loudness)
{
    /// <summary>`--resolve`: steps by place or id, and what became of them.</summary>
    public IReadOnlyList<KeyValuePair<string, Resolution>> Resolve { get; init; } = [];

    /// <summary>`--reason`.</summary>
    public string Reason { get; init; } = "";

    /// <summary>`runbook abort`: the run is ended where it is.</summary>
    public bool GivesUp { get; init; }

    /// <summary>`--accept-changed`: why; null: a changed playbook is refused.</summary>
    public string? AcceptChanged { get; init; }
}
