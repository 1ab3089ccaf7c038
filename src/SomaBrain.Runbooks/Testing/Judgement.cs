using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

using ValueText = SomaBrain.Runbooks.Values.ValueText;

namespace SomaBrain.Runbooks.Testing;

/// <summary>Compares how a case went with how it should go.</summary>
internal static class Judgement
{
    public static IEnumerable<Diagnostic> Of(FixtureCase one, Story story, RunEnd end)
    {
        var expected = one.Expected;
        var why = end.Problems is [var first, ..] ? $" ({first.Code} {first.Message})" : "";
        var status = end.Paused ? ExpectationReader.Paused : Words.RunStatuses.Word(end.Status);
        if (expected.Status is { } wanted && wanted.Content != status)
        {
            yield return Problems.NotAsExpected(wanted.Whole, "the status", $"`{wanted.Content}`", $"`{status}`{why}");
        }

        if (expected.Exit is { } exit && exit.Code != end.ExitCode)
        {
            yield return Problems.NotAsExpected(exit.Span, "the exit code", exit.Code.ToString(CultureInfo.InvariantCulture), $"{end.ExitCode.ToString(CultureInfo.InvariantCulture)}{(expected.Status is null ? why : "")}");
        }

        if (expected.Error is { } error && end.Problems.All(problem => problem.Code != error.Content))
        {
            yield return Problems.NotAsExpected(error.Whole, "the error", $"`{error.Content}`", end.Problems is [var other, ..] ? $"`{other.Code}`: {other.Message}" : "none");
        }

        if (expected.Path is { } path && !path.Select(text => text.Content).SequenceEqual(story.Path, StringComparer.Ordinal))
        {
            yield return Path(path, one.Span, story.Path);
        }

        foreach (var (step, arm) in expected.Arms)
        {
            var taken = story.Taken.Where(one => story.Names(one.Step, step.Content)).Select(one => one.Arm).ToList();
            if (!taken.Contains(arm.Content))
            {
                yield return Problems.NotAsExpected(arm.Whole, $"the arm of `{step.Content}`", $"`{arm.Content}`", taken.Count == 0 ? "not asked for: the step did not run" : string.Join(", ", taken.Distinct(StringComparer.Ordinal).Select(one => $"`{one}`")));
            }
        }

        foreach (var output in expected.Outputs)
        {
            if (!IsSame(output.Value, end.Outputs?[output.Name]))
            {
                yield return Problems.NotAsExpected(
                    output.Value.Span, $"output `{output.Name}`", Written(output.Value), end.Outputs?[output.Name] is { } found ? Shown(found) : $"not there: the run did not come to its end{why}");
            }
        }
    }

    /// <summary>Shows where the two ways part.</summary>
    private static Diagnostic Path(IReadOnlyList<MappedText> expected, SourceSpan span, IReadOnlyList<string> found)
    {
        var same = 0;
        while (same < expected.Count && same < found.Count && expected[same].Content == found[same])
        {
            same++;
        }

        return Problems.NotAsExpected(
            same < expected.Count ? expected[same].Whole : span,
            same == 0 ? "the first step of the path" : $"the path after `{found[same - 1]}`",
            same < expected.Count ? $"`{expected[same].Content}`" : "at its end",
            same < found.Count ? $"`{found[same]}`" : "at its end");
    }

    private static bool IsSame(YamlNode expected, Value? found) => (expected, found) switch
    {
        (_, null) => false,
        (_, Value.Cell cell) => cell.Scalar is Value.List or Value.Row && expected is not YamlNode.Scalar ? IsSame(expected, cell.Scalar) : IsSame(expected, new Value.Text(ValueText.Of(cell))),
        (YamlNode.Scalar { IsNothing: true }, Value.Null) => true,
        (YamlNode.Scalar { IsNothing: true, Text.Content: "" }, Value.Text { Content: "" }) => true,
        (YamlNode.Scalar scalar, Value.Secret secret) => scalar.Text.Content == $"<secret {secret.Name}>",
        (YamlNode.Scalar scalar, var value and not (Value.List or Value.Row)) => scalar.Text.Content == ValueText.Of(value),
        (YamlNode.Sequence list, Value.List values) => list.Items.Length == values.Items.Length && list.Items.Zip(values.Items).All(pair => IsSame(pair.First, pair.Second)),
        (YamlNode.Mapping mapping, Value.Row row) => mapping.Entries.Length == row.Fields.Length && mapping.Entries.All(entry => IsSame(entry.Value, row[entry.Name])),
        _ => false,
    };

    private static string Shown(Value value) => value is Value.List or Value.Row ? $"`{CanonicalJson.Text(ValueJson.Write(value))}`" : $"`{ValueText.Of(value)}`";

    private static string Written(YamlNode node) => node is YamlNode.Scalar scalar ? $"`{scalar.Text.Content}`" : $"{node.Kind} as written";
}
