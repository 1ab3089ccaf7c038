using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>From text to a playbook, asking each step kind for its part. All problems of the file are found together.</summary>
public sealed class PlaybookReader(StepCatalog catalog)
{
    /// <summary>Null when there are errors: a model with errors is thrown away.</summary>
    public Playbook? Read(Source source, DiagnosticBag problems)
    {
        var root = YamlLoader.Load(source, problems);
        if (root is null)
        {
            return null;
        }

        if (root is not YamlNode.Mapping mapping)
        {
            problems.Add(Problems.NotAPlaybook(root.Span, root.Kind));
            return null;
        }

        var playbook = Read(source, new MappingReader(mapping, problems, "a playbook"), new PlaybookReading(catalog, problems));
        return problems.HasErrors ? null : playbook;
    }

    private static Playbook Read(Source source, MappingReader top, PlaybookReading reading)
    {
        if (top.Text("runbook", required: true) is { } version && version.Content != "1")
        {
            reading.Problems.Add(Problems.WrongVersion(version.Whole, version.Content));
        }

        var title = top.String("title", required: true) ?? "";
        var summary = top.String("summary");
        var owner = top.String("owner");
        var tags = Words(top, "tags");
        reading.Cap = top.Word("effect", EffectName.All);
        var references = Words(top, "references");
        var parameters = top.Mapping("params", "params") is { } declared ? ParameterReader.Read(declared) : [];
        reading.Targets = top.Mapping("targets", "targets") is { } targets ? TargetReader.Read(targets) : [TargetDeclaration.Implied];
        reading.Defaults = top.Mapping("defaults", "defaults") is { } defaults ? DefaultsReader.Read(defaults, reading) : Defaults.None;
        var vars = Vars(top, reading);
        var steps = top.Required("steps") is { } list ? new StepsReader(reading).Read(list, "", []) : [];
        top.Finish();

        var playbook = new Playbook(source, title, summary, owner, tags, reading.Cap, references, parameters, [.. reading.Targets], vars, steps);
        VarOrder.Check(vars, reading.Problems);
        NameCheck.Check(playbook, reading.Names, reading.Problems);
        SecretCheck.Check(playbook, reading.Names, reading.Catalog, reading.Problems);
        return playbook;
    }

    private static ImmutableArray<string> Words(MappingReader top, string key) => [.. (top.Texts(key) ?? []).Select(text => text.Content)];

    private static ImmutableSortedDictionary<string, Template> Vars(MappingReader top, PlaybookReading reading)
    {
        var vars = ImmutableSortedDictionary.CreateBuilder<string, Template>(StringComparer.Ordinal);
        if (top.Mapping("vars", "vars") is not { } mapping)
        {
            return vars.ToImmutable();
        }

        foreach (var name in mapping.Keys.ToList())
        {
            Identifiers.Check(mapping.Entry(name)!.Key.Text, reading.Problems);
            if (mapping.Text(name) is { } text && Template.Parse(text, HoleKind.Text, reading.Problems) is { } template)
            {
                vars[name] = template;
                foreach (var hole in template.Parts.OfType<TemplatePart.Hole>())
                {
                    reading.Names.Use(new(hole.Value, null, []));
                }
            }
        }

        mapping.Finish();
        return vars.ToImmutable();
    }
}
