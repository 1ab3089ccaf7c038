using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>The keys that every step may have.</summary>
public static class HeaderReader
{
    public static readonly IReadOnlyDictionary<string, OnFailure> Failures = new Dictionary<string, OnFailure>(StringComparer.Ordinal)
    {
        ["stop"] = OnFailure.Stop,
        ["warn"] = OnFailure.Warn,
        ["continue"] = OnFailure.Continue,
    };

    public static readonly IReadOnlyDictionary<string, ServerChange> ServerChanges = new Dictionary<string, ServerChange>(StringComparer.Ordinal)
    {
        ["recovery"] = ServerChange.Recovery,
        ["session"] = ServerChange.Session,
    };

    private static ServerChange Changes(MappingReader step) => !step.Has("changes") ? ServerChange.None
        : step.Some("changes", "a list of `recovery` and `session`").Aggregate(ServerChange.None, (all, text) => all | (Expect.Word(text, ServerChanges, step.Bag, "`changes`") ?? ServerChange.None));

    /// <param name="outside">What `when` may speak of.</param>
    /// <param name="inside">What the step's own texts may speak of: the names of its loop too.</param>
    public static StepHeader Read(
        MappingReader step, YamlEntry kind, string path, StepTexts outside, StepTexts inside, Loop? loop, PlaybookReading reading)
    {
        var defaults = reading.Defaults;
        var sensitive = step.Boolean("sensitive");
        return new(
            path,
            kind.Name,
            step.Text("id") is { } id ? Identifiers.Check(id, reading.Problems) : null,
            step.Text("title") is { } title ? inside.Template(title, HoleKind.Text) : null,
            step.String("help"),
            TargetReader.Name(step, "on", reading) ?? defaults.On ?? reading.Bound(reading.Targets[0].Name),
            DatabaseName.Read(step, inside),
            step.Text("when") is { } when ? outside.Condition(when, []) : null,
            step.Has("effect") ? step.Word("effect", EffectName.All) : null,
            step.Timeout("timeout") ?? defaults.Timeout,
            RetryReader.Read(step) ?? defaults.Retry,
            step.Has("on_failure") ? step.Word("on_failure", Failures) ?? defaults.OnFailure : defaults.OnFailure,
            loop,
            kind.Key.Span)
        {
            Within = reading.Within,
            IsSensitive = sensitive == true,
            IsOpen = sensitive == false,
            Changes = Changes(step),
            Defaults = defaults,
        };
    }
}
