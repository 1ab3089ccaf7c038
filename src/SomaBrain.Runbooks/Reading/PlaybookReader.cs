using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Diagnostics.Silencing;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>From text to a playbook, asking each step kind for its part. All problems of the file are found together.</summary>
/// <param name="playbooks">Where those are that it calls.</param>
/// <param name="known">Those that need not be read again.</param>
public sealed class PlaybookReader(StepCatalog catalog, IPlaybooks? playbooks = null, KnownPlaybooks? known = null)
{
    /// <summary>Null when there are errors: a model with errors is thrown away.</summary>
    public Playbook? Read(Source source, DiagnosticBag problems) => ReadAll(source, problems)?.Playbook;

    /// <summary>The playbook with what only its text tells. Null when there are errors.</summary>
    public ReadPlaybook? ReadAll(Source source, DiagnosticBag problems)
    {
        if (known?.Find(source, null) is { } before)
        {
            return before.Read with { Playbook = before.Read.Playbook with { BoundTargets = null } };
        }

        var silencing = SilencingComments.In(source);
        var reading = new PlaybookReading(catalog, problems) { Calls = CallChain.Of(playbooks ?? new NoPlaybooks(), source, known) };
        if (Read(source, silencing, reading) is not { } playbook || problems.HasErrors)
        {
            return null;
        }

        var read = new ReadPlaybook(playbook, reading.Names, silencing);
        if (problems.Count == 0)
        {
            reading.Calls.Keep(read);
        }

        return read;
    }

    /// <summary>Also with errors, as far as it can be read: a caller has more to be checked.</summary>
    internal static Playbook? Read(Source source, SilencingComments silencing, PlaybookReading reading)
    {
        var problems = reading.Problems;
        source = PasswordLiterals.Check(source, silencing, problems);
        var root = YamlLoader.Load(source, problems);
        if (root is null || !HoleLimit.Check(source, problems)
            || TreeCount.Of(root) is var count && (!PatternLimit.Check(count, problems) || !reading.Calls.HasRoom(count.Nodes, problems)))
        {
            return null;
        }

        if (root is not YamlNode.Mapping mapping)
        {
            problems.Add(Problems.NotAPlaybook(root.Span, root.Kind));
            return null;
        }

        if (OtherFormats.Of(mapping) is var (what, command))
        {
            problems.Add(Problems.NotAPlaybook(mapping.Entries[0].Key.Span, what, command));
            return null;
        }

        var playbook = Read(source, new MappingReader(mapping, problems, "a playbook"), reading);
        UnfilledHoles.Check(root, reading.Names, problems);
        return playbook;
    }

    private static readonly IReadOnlyDictionary<string, AfterFailure> AfterFailures = new Dictionary<string, AfterFailure>(StringComparer.Ordinal)
    {
        ["stop"] = AfterFailure.Stop,
        ["undo"] = AfterFailure.Undo,
    };

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
        var parameters = top.Mapping("params", "params", example: "{ days: { type: integer } }") is { } declared ? ParameterReader.Read(declared) : [];
        reading.Targets = top.Mapping("targets", "targets", example: "{ db: { role: primary } }") is { } targets ? TargetReader.Read(targets, reading) : [TargetDeclaration.Implied];
        reading.Parameters = parameters;
        reading.BoundTargets = reading.Bind?.Invoke(reading.Targets);
        reading.Defaults = top.Mapping("defaults", "defaults", example: "{ timeout: 5m }") is { } defaults ? DefaultsReader.Read(defaults, reading) : Defaults.None;
        var vars = Vars(top, reading);
        var steps = top.Required("steps") is { } list ? new StepsReader(reading).Read(list, reading.Within.Length == 0 ? "" : $"{reading.Within}call.", [], []) : [];
        var last = top.Optional("finally") is { } closing ? new StepsReader(reading).Read(closing, $"{reading.Within}finally.", [], []) : [];
        var outputs = Outputs(top, reading);
        var afterFailure = top.Word("after_failure", AfterFailures) ?? AfterFailure.Stop;
        var name = Lock(top, reading.Problems);
        top.Finish();

        var playbook = new Playbook(source, title, summary, owner, tags, reading.Cap, references, parameters, [.. reading.Targets], vars, steps)
        {
            Finally = last,
            Outputs = outputs,
            Lock = name,
            AfterFailure = afterFailure,
            BoundTargets = reading.BoundTargets,
            DefaultTarget = reading.Defaults.On,
        };
        VarOrder.Check(vars, reading.Problems);
        playbook = playbook with { OutputTypes = NameCheck.Check(playbook, reading.Names, reading.Problems) };
        return playbook with { WhyNoSecret = SecretCheck.Check(playbook, reading.Names, reading.Catalog, reading.Problems) };
    }

    private static string? Lock(MappingReader top, DiagnosticBag problems)
    {
        if (top.Text("lock") is { } name && string.IsNullOrWhiteSpace(name.Content))
        {
            problems.Add(Problems.WrongOption(name.Whole, name.Content, "the name of a lock, such as `nightly-archive`"));
        }

        return top.Text("lock")?.Content;
    }

    private static ImmutableArray<string> Words(MappingReader top, string key) => [.. (top.Texts(key) ?? []).Select(text => text.Content)];

    private static ImmutableArray<KeyValuePair<string, Template>> Outputs(MappingReader top, PlaybookReading reading)
    {
        if (top.Mapping("outputs", "outputs") is not { } mapping)
        {
            return [];
        }

        var outputs = ImmutableArray.CreateBuilder<KeyValuePair<string, Template>>();
        var texts = new StepTexts(reading, null, [], []);
        foreach (var name in mapping.Keys.ToList())
        {
            var key = mapping.Entry(name)!.Key;
            if (name is "status" or "each")
            {
                reading.Problems.Add(Problems.BadId(key.Span, name, "every step has a member of that name"));
            }

            Identifiers.Check(key.Text, reading.Problems);
            if (mapping.Text(name) is { } text && texts.Template(text, HoleKind.Text) is { } template)
            {
                outputs.Add(new(name, template));
            }
        }

        mapping.Finish();
        return outputs.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, Template> Vars(MappingReader top, PlaybookReading reading)
    {
        var vars = ImmutableSortedDictionary.CreateBuilder<string, Template>(StringComparer.Ordinal);
        if (top.Mapping("vars", "vars") is not { } mapping)
        {
            return vars.ToImmutable();
        }

        var texts = new StepTexts(reading, null, [], []);
        foreach (var name in mapping.Keys.ToList())
        {
            Identifiers.Check(mapping.Entry(name)!.Key.Text, reading.Problems);
            if (mapping.Text(name) is { } text && texts.Template(text, HoleKind.Text) is { } template)
            {
                vars[name] = template;
            }
        }

        mapping.Finish();
        return vars.ToImmutable();
    }
}
