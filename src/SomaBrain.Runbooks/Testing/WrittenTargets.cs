using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Replaying;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Testing;

/// <summary>What a recorded run tells of a server: by who answered, by its address, and by the conditions that asked for it.</summary>
internal static class WrittenTargets
{
    public static Dictionary<string, Value> Of(RecordedRun run, RunTarget target, IReadOnlyDictionary<string, Step> steps)
    {
        var members = new Dictionary<string, Value>(StringComparer.Ordinal);
        var seen = run.Connected(target.Name, int.MaxValue - 1);
        members["up"] = new Value.Boolean(seen is not null);
        if (seen is not null)
        {
            members["standby"] = new Value.Boolean(seen.Standby);
            members["version_num"] = new Value.Integer(seen.Version);
            members["system"] = new Value.Text(seen.System);
            members["timeline"] = new Value.Integer(seen.Timeline);
            members["database"] = new Value.Text(seen.Database);
            members["user"] = new Value.Text(seen.User);
        }

        if (Uri.TryCreate(target.Binding, UriKind.Absolute, out var uri) && uri.Host.Length > 0)
        {
            members["host"] = new Value.Text(uri.Host);
            members["port"] = new Value.Integer(uri.Port > 0 ? uri.Port : 5432);
        }

        foreach (var (path, step) in steps)
        {
            if (step.Header.When is { } when && run.Steps.GetValueOrDefault(path) is { } recorded && when.References is [{ Path: ["targets", var name, var member] }]
                && name == target.Name && when.Text.Trim().TrimStart('!').Trim() == $"targets.{name}.{member}")
            {
                members.TryAdd(member, new Value.Boolean(recorded.WasBegun != when.Text.TrimStart().StartsWith('!')));
            }
        }

        return members;
    }
}
