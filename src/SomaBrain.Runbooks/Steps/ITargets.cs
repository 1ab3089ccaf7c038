using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps;

/// <summary>The servers of a run. Connects at first use.</summary>
public interface ITargets
{
    /// <summary>The names that a playbook's `on` and `targets.` can use.</summary>
    IReadOnlyCollection<string> Names { get; }

    /// <summary>Gives a target that the run itself starts its address, once.</summary>
    /// <param name="connection">libpq's text.</param>
    /// <returns>Why nobody can connect so; null when it is bound now.</returns>
    Diagnostic? Connect(TargetDeclaration target, string connection) => null;

    /// <summary>Proves that a `local` target is on this machine; null when it is.</summary>
    ValueTask<Diagnostic?> ProveLocalAsync(string target, CancellationToken ct) => new((Diagnostic?)null);

    /// <summary>A step is about to change this about a server: from here on it is no reason to stop.</summary>
    void Expect(string target, ServerChange change)
    {
    }

    /// <summary>In a plan: it was waited for in vain, and is not asked again.</summary>
    bool IsSilent(string target) => false;

    /// <summary>One member of a target as far as it is known without asking anybody; null: not yet.</summary>
    Value? Settled(string target, string member) => null;

    /// <summary>One member of a target (`host`, `standby`, `up` …); a problem if it has to connect and cannot.</summary>
    ValueTask<Evaluated> MemberAsync(string target, string member, CancellationToken ct);
}
