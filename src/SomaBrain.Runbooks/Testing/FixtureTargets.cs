using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Testing;

/// <summary>The servers as a case describes them.</summary>
internal sealed class FixtureTargets(Playbook playbook, FixtureCase one) : ITargets
{
    public IReadOnlyCollection<string> Names { get; } =
        [.. playbook.Targets.Where(target => !target.IsOptional || one.Targets.Keys.Any(key => key.Target == target.Name)).Select(target => target.Name)];

    /// <summary>What was asked and is not written.</summary>
    public Diagnostic? Lacks { get; private set; }

    public ValueTask<Evaluated> MemberAsync(string target, string member, CancellationToken ct) => new(Member(target, member));

    private Evaluated Member(string target, string member)
    {
        if (one.Targets.TryGetValue((target, member), out var value))
        {
            return value;
        }

        switch (member)
        {
            case "name":
                return new Value.Text(target);
            case "version_num":
                return new Value.Missing($"the case has no `version_num` of target `{target}`"); // asked before each first change
            default:
                Lacks ??= Problems.MemberNotWritten(one.Span, target, member);
                return Lacks;
        }
    }
}
