using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Cli.Drilling.Reading;

/// <summary>From a file to a drill. All problems of the file are found together.</summary>
/// <param name="catalog">The kinds of a playbook, and those of a drill.</param>
internal sealed class DrillReader(StepCatalog catalog)
{
    public static readonly IReadOnlyList<string> Sections = ["prepare", "break", "run", "check"];

    /// <summary>The first check that says no is the last.</summary>
    public bool EndsAtFirst { get; init; }

    /// <summary>Null when there are errors.</summary>
    public Drill? Read(string path, DiagnosticBag problems)
    {
        if (!File.Exists(path))
        {
            problems.Add(Problems.DrillNotFound(path));
            return null;
        }

        if (PlaybookFiles.Load(path, path, problems) is not { } file || YamlLoader.Load(file.Source, problems) is not { } root)
        {
            return null;
        }

        if (root is not YamlNode.Mapping mapping || mapping["drill"] is null)
        {
            problems.Add(Problems.NotADrill(root is YamlNode.Mapping found ? found.Entries[0].Key.Span : root.Span));
            return null;
        }

        var reading = new PlaybookReading(catalog, problems) { Calls = CallChain.Of(new CalledPlaybooks(file), file.Source) };
        var drill = Read(file, new MappingReader(mapping, problems, "a drill"), reading);
        return problems.HasErrors ? null : drill;
    }

    private Drill Read(LoadedPlaybook file, MappingReader top, PlaybookReading reading)
    {
        if (top.Text("drill") is { } version && version.Content != "1")
        {
            reading.Problems.Add(Problems.WrongDrillVersion(version.Whole, version.Content));
        }

        var title = top.String("title", required: true) ?? "";
        var summary = top.String("summary");
        var system = top.Mapping("system", "system") is { } described ? SystemReader.Read(described) : SystemSpec.Plain;
        var needs = (top.Texts("needs") ?? []).Select(need => need.Content).ToImmutableArray();
        var place = file.Source.Span(0, 0);
        reading.Parameters = [.. DrillFacts.Of(system).Select(name => DrillFacts.Declare(name, place))];
        reading.Targets = [.. system.Targets.Select(name => new TargetDeclaration(name, ServerRole.Any, null, null, true, place))];
        var steps = Steps(top, reading);
        var last = top.Optional("finally") is { } closing ? new StepsReader(reading).Read(closing, "finally.", [], []) : [];
        ImmutableArray<KeyValuePair<string, Template>> outputs = [.. new[] { Drill.Lost, Drill.Overhead }.SelectMany(name => Output(name, top, reading))];
        top.Finish();
        var playbook = new Playbook(
            file.Source, title, summary, null, [], null, [], reading.Parameters, [.. reading.Targets], ImmutableSortedDictionary<string, Template>.Empty, steps)
        {
            Finally = last,
            Outputs = outputs,
        };
        NameCheck.Check(playbook, reading.Names, reading.Problems);
        return new(file.Path, title, system, needs, playbook);
    }

    /// <summary>In `check` every step is looked at, also after one said no.</summary>
    private ImmutableArray<Step> Steps(MappingReader top, PlaybookReading reading)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        foreach (var section in Sections)
        {
            var node = section is "run" or "check" ? top.Required(section) : top.Optional(section);
            if (node is not null)
            {
                reading.Defaults = section == "check" && !EndsAtFirst ? Defaults.None with { OnFailure = OnFailure.Continue } : Defaults.None;
                steps.AddRange(new StepsReader(reading).Read(node, $"{section}.", [], []));
            }
        }

        return steps.ToImmutable();
    }

    /// <summary>None where the drill does not say.</summary>
    private static IEnumerable<KeyValuePair<string, Template>> Output(string name, MappingReader top, PlaybookReading reading)
    {
        if (top.Text(name) is { } text && new StepTexts(reading, null, [], []).Template(MappedText.At($"{{{{ {text.Content} }}}}", text.Whole), HoleKind.Text) is { } template)
        {
            yield return new(name, template);
        }
    }
}
