using System.Collections.Immutable;
using System.Text.Json;
using SomaBrain.Runbooks.Reading.Keys;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Schemas;

/// <summary>
/// One step. The kind's key decides which keys may stand beside it, as a chain of `if … then`: an editor then knows which kind is
/// meant and complains of what is wrong with that, where of a list of alternatives it would complain of all.
/// </summary>
internal static class StepSchema
{
    /// <param name="isUndo">Under `undo`.</param>
    public static void Write(Utf8JsonWriter json, StepCatalog catalog, bool isUndo = false)
    {
        var kinds = catalog.Kinds.Where(kind => !isUndo || kind.Shape.CanUndo).ToImmutableArray();
        ShapeSchema.Types(json, "object");
        json.WriteStartArray("allOf");
        foreach (var kind in kinds)
        {
            json.WriteStartObject();
            json.WriteStartObject("if");
            KeysSchema.Has(json, kind.Keyword);
            json.WriteEndObject();
            json.WriteStartObject("then");
            json.WriteString("$ref", $"#/definitions/{Definition(kind, isUndo)}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        NoKind(json, kinds, isUndo);
        json.WriteEndArray();
    }

    public static string Definition(IStepKind kind, bool isUndo) => $"{(isUndo ? "undo" : "step")}-{kind.Keyword}";

    public static string Definition(Key common) => $"key-{common.Name}";

    /// <summary>A step of one kind: its own keys first, as an editor offers them in this order.</summary>
    public static void WriteKind(Utf8JsonWriter json, IStepKind kind, bool isUndo)
    {
        var shape = kind.Shape;
        ShapeSchema.Types(json, "object");
        json.WriteString("title", $"{kind.Keyword} step");
        var common = StepKeys.All.Where(key => !shape.Without.Contains(key.Name) && !(isUndo && StepKeys.NotOfUndo.Contains(key.Name))).ToDictionary(key => key.Name, StringComparer.Ordinal);
        ImmutableArray<Key> keys =
        [
            new Key(kind.Keyword, shape.Value, shape.Help) { Example = shape.Example },
            .. shape.Options.Where(option => !common.ContainsKey(option.Name) && !(isUndo && (StepKeys.NotOfUndo.Contains(option.Name) || shape.NotOfUndo.Contains(option.Name)))),
            .. common.Values.Select(key => key with { Required = shape.Needs.Contains(key.Name) }),
        ];
        KeysSchema.Write(json, keys, key =>
        {
            if (key.Name == "effect" && !shape.Effects.IsEmpty)
            {
                KeysSchema.Value(json, key with { Shape = new Shape.Words(shape.Effects), Example = null });
            }
            else if (common.ContainsKey(key.Name))
            {
                Refer(json, key);
            }
            else if (shape.HasRules && ParameterKeys.Rules.Any(rule => rule.Name == key.Name))
            {
                json.WriteBooleanValue(true);
            }
            else
            {
                // an editor would write the example of a mapping not deep enough beside a dash
                KeysSchema.Value(json, key.Shape is Shape.Map ? key with { Example = null } : key);
            }
        });
        KeysSchema.OneOf(json, shape.OneOf);
        if (shape.HasRules)
        {
            ShapeSchema.Reference(json, ParameterSchema.Answer);
        }
    }

    /// <summary>A step that is being written: all kinds are offered, and the keys that every step may have.</summary>
    private static void NoKind(Utf8JsonWriter json, ImmutableArray<IStepKind> kinds, bool isUndo)
    {
        json.WriteStartObject();
        json.WriteStartObject("if");
        json.WriteStartObject("not");
        KeysSchema.OneOf(json, kinds.Select(kind => ImmutableArray.Create(kind.Keyword)), null);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("then");
        var keys = kinds.Select(kind => new Key(kind.Keyword, kind.Shape.Value, kind.Shape.Help) { Example = kind.Shape.Example })
            .Concat(StepKeys.All.Where(key => !(isUndo && StepKeys.NotOfUndo.Contains(key.Name))).Select(key => key with { With = null, Against = [] })).ToImmutableArray();
        KeysSchema.Write(json, keys, key =>
        {
            if (StepKeys.Names.Contains(key.Name))
            {
                Refer(json, key);
            }
            else
            {
                KeysSchema.Value(json, key);
            }
        });
        KeysSchema.OneOf(
            json, kinds.Select(kind => ImmutableArray.Create(kind.Keyword)), $"a step {(isUndo ? "under `undo` " : "")}has exactly one of {string.Join(", ", kinds.Select(kind => $"`{kind.Keyword}`"))}");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Refer(Utf8JsonWriter json, Key common)
    {
        json.WriteStartObject();
        json.WriteString("$ref", $"#/definitions/{Definition(common)}");
        json.WriteEndObject();
    }
}
