using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>One step as its kind sees it.</summary>
internal sealed class KindReading(PlaybookReading reading, MappingReader options, YamlEntry entry, string path, StepTexts texts, StepsReader nested)
    : StepReading
{
    public override YamlNode Value => entry.Value;

    public override MappingReader Options => options;

    public override DiagnosticBag Problems => reading.Problems;

    public override Defaults Defaults => reading.Defaults;

    public override MappedText? ValueText() => options.Text(entry.Name);

    public override Expression? Expression(MappedText text, params Local[] locals) => texts.Expression(text, [.. locals]);

    public override Expression? Condition(MappedText text, params Local[] locals) => texts.Condition(text, [.. locals]);

    public override Expression? ListOption(string key, params Local[] locals) => texts.List(options, key, [.. locals]);

    public override Template? Template(MappedText text, HoleKind kind, params Local[] locals) => texts.Template(text, kind, [.. locals]);

    public override ImmutableArray<KeyValuePair<string, Template>> Templates(string key, HoleKind kind = HoleKind.Text)
    {
        if (options.Mapping(key, key, example: key == "env" ? "{ NAME: value }" : "{ name: value }") is not { } mapping)
        {
            return [];
        }

        var templates = ImmutableArray.CreateBuilder<KeyValuePair<string, Template>>();
        foreach (var name in mapping.Keys.ToList())
        {
            if (mapping.Text(name) is { } text && Template(text, kind) is { } template)
            {
                templates.Add(new(name, template));
            }
        }

        mapping.Finish();
        return templates.ToImmutable();
    }

    public override void RefuseSecrets(Expression expression, Func<string, Diagnostic> problem) =>
        reading.Names.RefuseSecrets(expression, texts.Loops, secret => problem(((Value.Secret)secret).Name));

    public override void Demand(Expression expression, Func<Value, Diagnostic?> judge) => reading.Names.Demand(expression, judge);

    public override bool HasRoom(int statements, SourceSpan at) => reading.HasRoom(statements, at);

    public override MappingReader? Mapping(YamlNode node, string what)
    {
        if (node is YamlNode.Mapping mapping)
        {
            return new(mapping, Problems, what);
        }

        Problems.Add(Diagnostics.Problems.WrongKind(node.Span, what, "a mapping", node.Kind));
        return null;
    }

    public override ImmutableArray<Parameter> Parameters => reading.Parameters;

    public override bool IsStandby(string target) =>
        !reading.MayBePromoted && reading.Targets.Any(declared => declared.Role == ServerRole.Standby && reading.Bound(declared.Name) == target);

    public override Playbook? Callee(MappedText calleePath, MappingReader? targets) => CalleeReader.Read(reading, calleePath, path, targets);

    public override ImmutableArray<Step> Steps(YamlNode node, string arm, params Local[] locals) =>
        nested.Read(node, $"{path}.{arm}.", [.. texts.Locals, .. locals], texts.Loops);
}
