using SomaBrain.Runbooks.Expressions;

namespace SomaBrain.Runbooks.Steps;

/// <summary>The servers of a run. Connects at first use.</summary>
public interface ITargets
{
    /// <summary>The names that a playbook's `on` and `targets.` can use.</summary>
    IReadOnlyCollection<string> Names { get; }

    /// <summary>One member of a target (`host`, `standby`, `up` …); a problem if it has to connect and cannot.</summary>
    ValueTask<Evaluated> MemberAsync(string target, string member, CancellationToken ct);
}
