using System.Collections.Immutable;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Reading.Keys;

/// <summary>The keys of a parameter, as <see cref="ParameterReader"/> reads them and <see cref="ParameterRules"/> allows them.</summary>
public static class ParameterKeys
{
    private static readonly ParameterType[] Texts = [ParameterType.String, ParameterType.Path, ParameterType.Identifier, ParameterType.Secret];

    /// <summary>All of them, while the type is not known.</summary>
    public static readonly ImmutableArray<Key> All = [Type, .. Rest(new Shape.Text(), new Shape.Text())];

    /// <summary>What else may be said of a value that somebody types.</summary>
    public static IEnumerable<Key> Rules => Rest(CommonShapes.Texts, new Shape.AnyOf([new Shape.Number(), new Shape.Text()])).Where(key => key.Name is not ("from" or "help"));

    private static Key Type => new("type", new Shape.Words([.. ParameterTypes.All.Keys]), "What it is.") { Required = true, Example = "integer" };

    /// <summary>Those that say something for a type.</summary>
    public static ImmutableArray<Key> Of(ParameterType type)
    {
        var value = Value(type);
        var keys = Rest(
            type == ParameterType.List ? CommonShapes.Texts : value,
            Texts.Contains(type) ? new Shape.Integer(0) : type == ParameterType.List ? new Shape.AnyOf([new Shape.Number(), new Shape.Text()]) : value);
        return [Type, .. keys.Where(key => Says(key.Name, type)).Select(key => key with { Required = key.Name == "values" && type == ParameterType.Enum })];
    }

    private static ImmutableArray<Key> Rest(Shape value, Shape bound) =>
    [
        new("default", value, "What it is when it is not given."),
        new("optional", new Shape.Boolean(), "Null when it is not given, instead of an error.") { Default = "false" },
        new("help", new Shape.Text(), "What the operator should know to give it.") { Example = "Older rows go." },
        new("min", bound, "The lowest value; of text the shortest length."),
        new("max", bound, "The highest value; of text the longest length."),
        new("pattern", new Shape.Text(), "A regular expression that the whole text must match.") { Example = "\"[a-z0-9-]+\"" },
        new("values", new Shape.AnyOf([new Shape.List(new Shape.Text(), Least: 1), new Shape.Text()]), "What an `enum` may be.") { Example = "[fast, safe]" },
        new("of", new Shape.Words([.. ParameterTypes.All.Keys.Except(["list", "secret"])]), "What a `list` holds.") { Default = "string" },
        new("from", new Shape.Text("(env|file):[\\s\\S]+|command:\\s*\\[[\\s\\S]*\\]\\s*|prompt", "a source of a secret: `env:NAME`, `file:PATH`, `command:[argv]` or `prompt`"), "Where a `secret` comes from.") { Example = "env:NEW_PASSWORD" },
    ];

    private static bool Says(string key, ParameterType type) => key switch
    {
        "default" => type != ParameterType.Secret,
        "min" or "max" => type is not (ParameterType.Boolean or ParameterType.Enum),
        "pattern" => Texts.Contains(type) || type == ParameterType.List,
        "values" => type is ParameterType.Enum or ParameterType.List,
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
