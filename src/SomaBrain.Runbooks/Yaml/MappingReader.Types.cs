using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>The getters that expect a type. How a scalar was quoted never matters: types come from the language.</summary>
public sealed partial class MappingReader
{
    public MappedText? Text(string key, bool required = false) =>
        Get(key, required) is { } node ? Expect.Text(node, bag, Named(key)) : null;

    public string? String(string key, bool required = false) => Text(key, required)?.Content;

    /// <summary>`true` or `false`, nothing else.</summary>
    public bool? Boolean(string key, bool required = false) =>
        Text(key, required) is { } text ? Expect.Boolean(text, bag, Named(key)) : null;

    /// <summary>A decimal number between two bounds, both included.</summary>
    public long? Integer(string key, long min = long.MinValue, long max = long.MaxValue, bool required = false) =>
        Text(key, required) is { } text ? Expect.Integer(text, min, max, bag, Named(key)) : null;

    /// <summary>One of the given words.</summary>
    public T? Word<T>(string key, IReadOnlyDictionary<string, T> words, bool required = false)
        where T : struct =>
        Text(key, required) is { } text ? Expect.Word(text, words, bag, Named(key)) : null;

    /// <summary>A text with a grammar of its own: a duration, a version.</summary>
    /// <param name="key">The key.</param>
    /// <param name="expected">What is expected, with an example: "a duration such as `30s`".</param>
    /// <param name="parse">Gives null when the text is not one.</param>
    /// <param name="required">Whether an absent key is an error.</param>
    public T? Parsed<T>(string key, string expected, Func<string, T?> parse, bool required = false)
        where T : struct =>
        Text(key, required) is { } text ? Expect.Parsed(text, expected, parse, bag, Named(key)) : null;

    /// <inheritdoc cref="Parsed{T}(string, string, Func{string, T?}, bool)"/>
    public T? Parsed<T>(string key, string expected, Func<string, T?> parse, bool required = false)
        where T : class =>
        Text(key, required) is { } text ? Expect.Parsed(text, expected, parse, bag, Named(key)) : null;

    public YamlNode.Sequence? List(string key, bool required = false) =>
        Get(key, required) is { } node ? Expect.List(node, bag, Named(key)) : null;

    /// <summary>A mapping, as a reader that calls it <paramref name="named"/> (the key, when null).</summary>
    /// <param name="key">The key.</param>
    /// <param name="named">What it is called in messages.</param>
    /// <param name="required">Whether an absent key is an error.</param>
    /// <param name="example">What could stand there, for who wrote something else.</param>
    public MappingReader? Mapping(string key, string? named = null, bool required = false, string? example = null) =>
        Get(key, required) is { } node && Expect.Mapping(node, bag, Named(key), example) is { } inner ? new(inner, bag, named ?? Named(key)) : null;

    /// <summary>A scalar or a sequence: the two may mean different things (a script, an argument list).</summary>
    public YamlNode? ScalarOrList(string key, bool required = false) =>
        Get(key, required) is { } node ? Expect.ScalarOrList(node, bag, Named(key)) : null;

    /// <summary>As <see cref="Texts"/>, empty when it is absent or wrong: what is written has at least one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="expected">What could stand there.</param>
    public ImmutableArray<MappedText> Some(string key, string expected)
    {
        if (Optional(key) is YamlNode.Sequence { Items.IsEmpty: true } none)
        {
            bag.Add(Problems.WrongOption(none.Span, "[]", expected));
        }

        return Texts(key) ?? [];
    }

    /// <summary>A list of texts; a single text is a list of one.</summary>
    public ImmutableArray<MappedText>? Texts(string key, bool required = false) =>
        Get(key, required) is { } node ? Expect.Texts(node, bag, Named(key)) : null;
}
