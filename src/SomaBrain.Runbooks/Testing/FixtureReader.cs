using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Replaying;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Testing;

/// <summary>Reads the tests of a playbook. All that is wrong in them is told with its place, before any case is run.</summary>
public sealed class FixtureReader(Playbook playbook, StepCatalog catalog)
{
    /// <summary>When a run is started whose case does not say so.</summary>
    public static readonly DateTimeOffset UsualStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, Step> _steps = Named(playbook);

    /// <summary>Null when a diagnostic was left.</summary>
    public Fixture? Read(Source source, DiagnosticBag bag)
    {
        if (YamlLoader.Load(source, bag) is not { } root || MappingReader.Of(root, bag, "a file of tests") is not { } reader)
        {
            return null;
        }

        if (reader.Text("test", required: true) is { } format && format.Content != "1")
        {
            bag.Add(Problems.NoTestFormat(format.Whole, format.Content));
        }

        var cases = reader.List("cases", required: true)?.Items.Select(node => Case(node, bag)).OfType<FixtureCase>().ToImmutableArray() ?? [];
        if (reader.Optional("cases") is YamlNode.Sequence { Items.IsEmpty: true } none)
        {
            bag.Add(Problems.NoCases(none.Span));
        }

        reader.Finish();
        foreach (var again in cases.GroupBy(one => one.Name, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
        {
            bag.Add(Problems.CaseTwice(again.Span, again.Name));
        }

        return bag.HasErrors ? null : new(source, cases);
    }

    private static Dictionary<string, Step> Named(Playbook playbook)
    {
        var steps = new Dictionary<string, Step>(StringComparer.Ordinal);
        foreach (var (path, step) in StepPaths.Of(playbook))
        {
            steps[path] = step;
            steps[step.Header.Name] = step;
        }

        return steps;
    }

    private FixtureCase? Case(YamlNode node, DiagnosticBag bag)
    {
        if (MappingReader.Of(node, bag, "a case") is not { } reader)
        {
            return null;
        }

        var name = reader.Text("name", required: true);
        var at = reader.Parsed("at", "a timestamp such as `2026-01-31T12:00:00Z`", text => Timestamps.TryParse(text, out var moment) ? moment : (DateTimeOffset?)null);
        var person = reader.String("operator") ?? "tester";
        var parameters = reader.Optional("params") is { } given ? ParametersFile.Read(given, bag) : [];
        var targets = Targets(reader, bag);
        var answers = Answers(reader, bag);
        var results = new ResultReader(catalog, Step, bag).Read(reader);
        var expected = ExpectationReader.Read(reader.Mapping("expect", required: true), Step, playbook, bag);
        reader.Finish();
        return name is null || expected is null
            ? null
            : new(name.Content, name.Whole, at ?? UsualStart, person, [.. parameters], targets, answers, results, expected);
    }

    private Dictionary<(string, string), Value> Targets(MappingReader reader, DiagnosticBag bag)
    {
        var targets = new Dictionary<(string, string), Value>();
        foreach (var target in Entries(reader.Optional("targets"), "`targets`", bag))
        {
            if (!playbook.Targets.Any(declared => declared.Name == target.Name))
            {
                bag.Add(Problems.NotInPlaybook(target.Key.Span, "target", target.Name, playbook.Targets.Select(declared => declared.Name)));
            }

            foreach (var member in Entries(target.Value, $"target `{target.Name}`", bag))
            {
                if (!TargetMembers.All.Contains(member.Name))
                {
                    bag.Add(Problems.NotInPlaybook(member.Key.Span, "member of a target", member.Name, TargetMembers.All));
                }
                else if (Expect.Text(member.Value, bag, $"`{member.Name}`") is { } text)
                {
                    targets[(target.Name, member.Name)] = PlainValue.Of((YamlNode.Scalar)member.Value);
                }
            }
        }

        return targets;
    }

    private Dictionary<string, MappedText> Answers(MappingReader reader, DiagnosticBag bag)
    {
        var answers = new Dictionary<string, MappedText>(StringComparer.Ordinal);
        foreach (var entry in Entries(reader.Optional("answers"), "`answers`", bag))
        {
            if (Step(entry.Key, bag) is { } step && Expect.Text(entry.Value, bag, $"the answer to `{entry.Name}`") is { } text)
            {
                answers[step.Header.Name] = text;
            }
        }

        return answers;
    }

    /// <summary>The step of that id or path; null when a diagnostic was left.</summary>
    private Step? Step(YamlNode.Scalar name, DiagnosticBag bag)
    {
        if (_steps.TryGetValue(name.Text.Content, out var step))
        {
            return step;
        }

        bag.Add(Problems.NotInPlaybook(name.Span, "step", name.Text.Content, _steps.Values.Select(one => one.Header.Name).Distinct(StringComparer.Ordinal)));
        return null;
    }

    internal static IEnumerable<YamlEntry> Entries(YamlNode? node, string what, DiagnosticBag bag) =>
        node is null ? [] : Expect.Mapping(node, bag, what)?.Entries ?? [];
}
