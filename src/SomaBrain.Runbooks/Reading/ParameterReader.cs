using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>`params:` — what a playbook asks for.</summary>
public static class ParameterReader
{
    public static ImmutableArray<Parameter> Read(MappingReader mapping)
    {
        var parameters = ImmutableArray.CreateBuilder<Parameter>();
        foreach (var name in mapping.Keys.ToList())
        {
            var key = mapping.Entry(name)!.Key;
            Identifiers.Check(key.Text, mapping.Bag);
            if (mapping.Mapping(name, $"parameter `{name}`", example: Example(mapping.Optional(name))) is { } declared)
            {
                parameters.Add(One(name, key.Span, declared));
                declared.Finish();
            }
            else
            {
                parameters.Add(new(name, ParameterType.String, null, Optional: true, null, null, null, null, [], ParameterType.String, null, key.Span)); // what speaks of it is right
            }
        }

        mapping.Finish();
        return parameters.ToImmutable();
    }

    /// <summary>A type with its rules, from the keys that stand beside each other in a mapping.</summary>
    /// <param name="hasSource">Whether it may be a secret, and so have `from`.</param>
    public static Parameter One(string name, SourceSpan span, MappingReader declared, bool hasSource = true)
    {
        var type = declared.Word("type", ParameterTypes.All, required: true) ?? ParameterType.String;
        var of = declared.Word("of", ParameterTypes.All) ?? ParameterType.String;
        var single = type == ParameterType.List ? of : type;
        var bounds = single switch
        {
            ParameterType.String or ParameterType.Path or ParameterType.Identifier or ParameterType.Secret => ParameterType.Integer,
            var measured => measured,
        };
        var values = (declared.Texts("values") ?? []).Select(text => text.Content).ToImmutableArray();
        var parameter = new Parameter(
            name,
            type,
            Default: null,
            declared.Boolean("optional") ?? false,
            declared.String("help"),
            Bound(declared, name, "min", bounds, bounds != single),
            Bound(declared, name, "max", bounds, bounds != single),
            Pattern(declared, name),
            values,
            of,
            hasSource ? From(declared, name, type) : null,
            span);
        ParameterRules.Check(parameter, declared, hasSource);
        return hasSource || type != ParameterType.Secret ? parameter with { Default = Default(declared, parameter) } : parameter;
    }

    /// <summary>A parameter of which only a value was written.</summary>
    private static string Example(YamlNode? written) => written is not YamlNode.Scalar { IsNothing: false, Text.Content: { Length: <= 30 } value } ? "{ type: string }"
        : Array.Find([ParameterType.Boolean, ParameterType.Integer, ParameterType.Number, ParameterType.Duration, ParameterType.Size], type => ParameterValue.Parse(type, value) is not null) is var fits && fits != default
            ? $"{{ type: {ParameterTypes.NameOf(fits)}, default: {value} }}"
            : ParameterTypes.All.ContainsKey(value) ? $"{{ type: {value} }}" : $"{{ type: string, default: {value} }}";

    private static Value? Default(MappingReader declared, Parameter parameter)
    {
        if (declared.Entry("default") is not { } entry)
        {
            return null;
        }

        if (entry.Value is YamlNode.Scalar { IsNothing: true })
        {
            declared.Bag.Add(Problems.BadParameter(entry.Value.Span, parameter.Name, "its default is nothing", "write `optional: true` instead: it is null where it is not given"));
            return null;
        }

        if (parameter.Type == ParameterType.Secret)
        {
            declared.Bag.Add(Problems.BadParameter(entry.Key.Span, parameter.Name, "a secret never has a value in a playbook", "write `from: env:NAME`, `from: file:PATH` or `from: prompt`"));
            return null;
        }

        var value = parameter.Type == ParameterType.List
            ? ListOf(declared, parameter)
            : declared.Text("default") is { } text ? Single(declared, parameter.Name, parameter.Type, text) : null;
        if (value is not null && ParameterValue.Outside(parameter, value) is { } why)
        {
            declared.Bag.Add(Problems.BadParameter(entry.Value.Span, parameter.Name, why, "change the default, or what is allowed"));
        }

        return value;
    }

    private static Value.List? ListOf(MappingReader declared, Parameter parameter)
    {
        var items = (declared.Texts("default") ?? []).Select(text => Single(declared, parameter.Name, parameter.Of, text)).ToList();
        return items.Contains(null) ? null : new([.. items.OfType<Value>()]);
    }

    private static Value? Single(MappingReader declared, string name, ParameterType type, MappedText text)
    {
        var value = ParameterValue.Parse(type, text.Content);
        if (value is null)
        {
            declared.Bag.Add(Problems.BadParameter(text.Whole, name, ParameterValue.NotParsed(type, text.Content), $"write {ParameterTypes.Expected(type)}"));
        }

        return value;
    }

    private static Value? Bound(MappingReader declared, string name, string key, ParameterType type, bool isLength)
    {
        if (declared.Text(key) is not { } text)
        {
            return null;
        }

        var bound = Single(declared, name, type, text);
        if (isLength && bound is Value.Integer { Whole: < 0 })
        {
            declared.Bag.Add(Problems.BadParameter(text.Whole, name, "no text is shorter than 0 characters", "write the length that it has at least or at most"));
        }

        return bound;
    }

    private static TextPattern? Pattern(MappingReader declared, string name)
    {
        if (declared.Text("pattern") is not { } text)
        {
            return null;
        }

        if (text.Content.Length > TextPattern.Longest)
        {
            declared.Bag.Add(Problems.BadParameter(text.Whole, name, $"a pattern has at most {TextPattern.Longest} characters", "check the text in a step, with `assert`"));
            return null;
        }

        var pattern = TextPattern.Parse(text.Content);
        if (pattern is null)
        {
            declared.Bag.Add(Problems.BadParameter(text.Whole, name, $"`{text.Content}` is no regular expression that can be used", "look-around and back-references are not allowed"));
        }

        return pattern;
    }

    private static string? From(MappingReader declared, string name, ParameterType type)
    {
        if (declared.Text("from") is not { } text)
        {
            return null;
        }

        if (type == ParameterType.Secret && SecretSource.Parse(text.Content) is not (null or SecretSource.Generated))
        {
            return text.Content;
        }

        declared.Bag.Add(type == ParameterType.Secret
            ? Problems.WrongOption(text.Whole, text.Content, "a source of a secret: `env:NAME`, `file:PATH`, `command:[argv]` or `prompt`")
            : Problems.BadParameter(text.Whole, name, "only a `secret` has a source", "use `default`"));
        return null;
    }
}
