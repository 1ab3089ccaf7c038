using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Reading.Keys;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

/// <summary>
/// The keys of the language as paths: `params.*.type`, `step:retry.times`, `sql:rows`. A name that the author chooses is `*`; what
/// stands in a step begins anew with the step's kind.
/// </summary>
internal static partial class KeyPaths
{
    private static readonly string[] Named = ["params", "targets", "vars", "outputs", "env", "labels", "headers", "with"];
    private static readonly string[] StepLists = ["steps", "else", "block", "rescue", "always", "undo", "finally"];

    /// <summary>Every key that there is.</summary>
    public static IEnumerable<string> All(IEnumerable<IStepKind> kinds) =>
        Of("", PlaybookKeys.All).Concat(Of("params.*.", ParameterKeys.All)).Concat(Of("step:", StepKeys.All)).Concat(kinds.SelectMany(Of));

    private static IEnumerable<string> Of(IStepKind kind) =>
        Inside($"{kind.Keyword}:{kind.Keyword}", kind.Shape.Value)
            .Concat(Of($"{kind.Keyword}:", kind.Shape.Options));

    private static IEnumerable<string> Of(string prefix, IEnumerable<Key> keys) => keys.SelectMany(key => Inside(prefix + key.Name, key.Shape));

    /// <summary>Which key a problem of a playbook is about: where it points, and the key that it misses.</summary>
    public static IEnumerable<string> Of(YamlNode root, Diagnostic problem, IReadOnlySet<string> kinds)
    {
        var path = Path(root, problem.Span!.Start, kinds, "", isStep: false);
        yield return path;
        yield return InAnyStep(path);
        if (problem.Code == "RB021")
        {
            var missing = Missing().Match(problem.Message).Groups[1].Value;
            path = path.Length == 0 || path.EndsWith(':') ? path + missing : $"{path}.{missing}";
            yield return path;
            yield return InAnyStep(path);
        }
    }

    private static string InAnyStep(string path) => path.Contains(':', StringComparison.Ordinal) ? $"step:{path.Split(':', 2)[1]}" : path;

    private static IEnumerable<string> Inside(string path, Shape shape) => shape switch
    {
        Shape.Object known => Of($"{path}.", known.Keys).Prepend(path),
        Shape.List list => Inside(path, list.Item),
        Shape.Map map => Inside($"{path}.*", map.Item).Where(inner => inner != $"{path}.*").Prepend(path),
        Shape.AnyOf any => any.Shapes.SelectMany(one => Inside(path, one)).Prepend(path),
        _ => [path],
    };

    private static string Path(YamlNode node, Position at, IReadOnlySet<string> kinds, string path, bool isStep)
    {
        switch (node)
        {
            case YamlNode.Sequence list:
                return list.Items.FirstOrDefault(item => Holds(item.Span, at)) is { } found ? Path(found, at, kinds, path, isStep) : path;
            case YamlNode.Mapping mapping:
                var prefix = isStep ? $"{mapping.Entries.FirstOrDefault(entry => kinds.Contains(entry.Name))?.Name ?? "step"}:"
                    : path.Length == 0 ? "" : $"{path}.";
                if (mapping.Entries.FirstOrDefault(entry => Holds(entry.Key.Span, at) || Holds(entry.Value.Span, at)) is not { } entry)
                {
                    return isStep ? prefix : path;
                }

                var name = Named.Any(key => path == key || path.EndsWith($":{key}", StringComparison.Ordinal)) ? "*" : entry.Name;
                return Holds(entry.Key.Span, at) ? prefix + name : Path(entry.Value, at, kinds, prefix + name, StepLists.Contains(entry.Name));
            default:
                return path;
        }
    }

    private static bool Holds(SourceSpan span, Position at) => !IsBefore(at, span.Start) && (IsBefore(at, span.End) || at == span.Start);

    private static bool IsBefore(Position one, Position other) => (one.Line, one.Column).CompareTo((other.Line, other.Column)) < 0;

    [GeneratedRegex("the key `([^`]+)` is missing")]
    private static partial Regex Missing();
}
