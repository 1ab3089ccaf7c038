using System.Collections.Immutable;
using System.Text.Json;
using SomaBrain.Runbooks.Reading.Keys;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Schemas;

/// <summary>`done_when`: one step of a kind that can ask, without what a step of a list may say of itself.</summary>
internal static class ProbeSchema
{
    public static void Write(Utf8JsonWriter json, StepCatalog catalog)
    {
        var kinds = catalog.Kinds.Where(kind => kind is IProbeKind).ToImmutableArray();
        ShapeSchema.Types(json, "object");
        json.WriteStartArray("allOf");
        foreach (var kind in kinds)
        {
            json.WriteStartObject();
            json.WriteStartObject("if");
            KeysSchema.Has(json, kind.Keyword);
            json.WriteEndObject();
            Then(json, KeysOf(kind));
            json.WriteEndObject();
        }

        json.WriteStartObject();
        json.WriteStartObject("if");
        json.WriteStartObject("not");
        KeysSchema.OneOf(json, kinds.Select(kind => ImmutableArray.Create(kind.Keyword)), null);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("then");
        KeysSchema.OneOf(
            json, kinds.Select(kind => ImmutableArray.Create(kind.Keyword)), $"`done_when` has exactly one of {string.Join(", ", kinds.Select(kind => $"`{kind.Keyword}`"))}");
        KeysSchema.Write(json, [.. kinds.Select(Own), .. Common(null)], key => KeysSchema.Value(json, key));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static Key Own(IStepKind kind) => new(kind.Keyword, kind.Shape.Value, kind.Shape.Help) { Example = kind.Shape.Example };

    private static ImmutableArray<Key> KeysOf(IStepKind kind) =>
        [Own(kind), .. kind.Shape.Options.Where(StepKeys.MayAsk), .. Common(kind)];

    private static IEnumerable<Key> Common(IStepKind? kind) =>
        StepKeys.All.Where(key => StepKeys.OfProbes.Contains(key.Name) && kind?.Shape.Without.Contains(key.Name) != true);

    private static void Then(Utf8JsonWriter json, ImmutableArray<Key> keys)
    {
        json.WriteStartObject("then");
        KeysSchema.Write(json, keys, key => KeysSchema.Value(json, key));
        json.WriteEndObject();
    }
}
