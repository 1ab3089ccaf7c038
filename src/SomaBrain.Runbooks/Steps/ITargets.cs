using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps;

/// <summary>The servers of a run. Connects at first use.</summary>
public interface ITargets
{
    /// <summary>The names that a playbook's `on` and `targets.` can use.</summary>
    IReadOnlyCollection<string> Names { get; }

    /// <summary>A step is about to change this about a server: from here on it is no reason to stop.</summary>
    void Expect(string target, ServerChange change)
    {
    }

    /// <summary>One member of a target (`host`, `standby`, `up` …); a problem if it has to connect and cannot.</summary>
    ValueTask<Evaluated> MemberAsync(string target, string member, CancellationToken ct);
}
