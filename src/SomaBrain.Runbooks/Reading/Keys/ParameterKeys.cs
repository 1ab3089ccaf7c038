using System.Collections.Immutable;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Reading.Keys;

/// <summary>The keys of a parameter, as <see cref="ParameterReader"/> reads them and <see cref="ParameterRules"/> allows them.</summary>
public static class ParameterKeys
{
    private static readonly ParameterType[] Texts = [ParameterType.String, ParameterType.Path, ParameterType.Identifier, ParameterType.Secret];

    /// <summary>What a list can hold.</summary>
    public static readonly ImmutableArray<string> Elements = [.. ParameterTypes.All.Keys.Except(["list", "secret"])];

    /// <summary>All of them, while the type is not known.</summary>
    public static readonly ImmutableArray<Key> All = [Type, .. Rest(new Shape.Text(), new Shape.Text())];

    /// <summary>What else may be said of a value that somebody types.</summary>
    public static IEnumerable<Key> Rules => Rest(CommonShapes.Texts, new Shape.AnyOf([new Shape.Number(), new Shape.Text()])).Where(key => key.Name is not ("from" or "help"));

    private static Key Type => new("type", new Shape.Words([.. ParameterTypes.All.Keys]), "What it is.") { Required = true, Example = "integer" };

    /// <summary>Rules that say something for a type, and its source.</summary>
    /// <param name="of">What a list holds.</param>
    public static ImmutableArray<Key> Of(ParameterType type, ParameterType? of = null)
    {
        var single = of ?? type;
        var value = Value(single);
        var keys = Rest(of is null ? value : new Shape.AnyOf([new Shape.List(value), value]), Texts.Contains(single) ? new Shape.Integer(0) : value);
        return [.. keys.Where(key => key.Name != "help" && Says(key.Name, type, single)).Select(key => key with { Required = key.Name == "values" && single == ParameterType.Enum })];
    }

    private static ImmutableArray<Key> Rest(Shape value, Shape bound) =>
    [
        new("default", value, "What it is when it is not given.") { Against = ["optional: true"] },
        new("optional", new Shape.Boolean(), "Null when it is not given, instead of an error.") { Default = "false" },
        new("help", new Shape.Text(), "What the operator should know to give it.") { Example = "Older rows go." },
        new("min", bound, "The lowest value; of text the shortest length."),
        new("max", bound, "The highest value; of text the longest length."),
        new("pattern", new Shape.Text(), "A regular expression that the whole text must match.") { Example = "\"[a-z0-9-]+\"" },
        new("values", new Shape.AnyOf([new Shape.List(new Shape.Text(), Least: 1), new Shape.Text()]), "What an `enum` may be.") { Example = "[fast, safe]" },
        new("of", new Shape.Words(Elements), "What a `list` holds.") { Default = "string" },
        new("from", new Shape.Text(CommonShapes.SecretSource, "a source of a secret: `env:NAME`, `file:PATH`, `command:[argv]` or `prompt`"), "Where a `secret` comes from.") { Example = "env:NEW_PASSWORD" },
    ];

    private static bool Says(string key, ParameterType type, ParameterType single) => key switch
    {
        "default" => type != ParameterType.Secret,
        "min" or "max" => single is not (ParameterType.Boolean or ParameterType.Enum),
        "pattern" => Texts.Contains(single),
        "values" => single == ParameterType.Enum,
        "of" => type == ParameterType.List,
        "from" => type == ParameterType.Secret,
        _ => true,
    };

    private static Shape Value(ParameterType type) => type switch
    {
        ParameterType.Integer => new Shape.Integer(),
        ParameterType.Number => new Shape.Number(),
        ParameterType.Boolean => new Shape.Boolean(),
        ParameterType.Duration => new Shape.Duration(),
        ParameterType.Size => CommonShapes.Size,
        ParameterType.Timestamp => CommonShapes.Timestamp,
        _ => new Shape.Text(),
    };
}
