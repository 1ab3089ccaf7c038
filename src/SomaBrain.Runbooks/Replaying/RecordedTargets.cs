using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>The servers as the journal knows them at that moment of the run. What it does not tell is a problem, never a guess.</summary>
internal sealed class RecordedTargets(RecordedRun run, Func<int> position) : ITargets
{
    /// <summary>What the journal keeps of a server when it is connected.</summary>
    public static readonly IReadOnlySet<string> Known = new HashSet<string>(["name", "standby", "version_num", "system", "timeline", "database", "user"], StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names { get; } = [.. run.Opened.Targets.Select(target => target.Name)];

    public ValueTask<Evaluated> MemberAsync(string target, string member, CancellationToken ct) => new(Member(target, member));

    private Evaluated Member(string target, string member)
    {
        var seen = run.Connected(target, position());
        var uri = run.Opened.Targets.FirstOrDefault(one => one.Name == target) is { Binding: var binding } && Uri.TryCreate(binding, UriKind.Absolute, out var parsed) && parsed.Host.Length > 0 ? parsed : null;
        Value? value = (member, seen) switch
        {
            ("name", _) => new Value.Text(target),
            ("up", _) => new Value.Boolean(seen is not null),
            ("standby", not null) => new Value.Boolean(seen.Standby),
            ("version_num", not null) => new Value.Integer(seen.Version),
            ("system", not null) => new Value.Text(seen.System),
            ("timeline", not null) => new Value.Integer(seen.Timeline),
            ("database", not null) => new Value.Text(seen.Database),
            ("user", not null) => new Value.Text(seen.User),
            ("host", _) when uri is not null => new Value.Text(uri.Host),
            ("port", _) when uri is { Port: > 0 } => new Value.Integer(uri.Port),
            ("version_num", null) => new Value.Missing($"target `{target}` had not answered"), // asked before each first change
            _ => null,
        };
        return value is null ? Problems.TargetNotRecorded(target, member) : value;
    }
}
