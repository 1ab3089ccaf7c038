using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>What a node or a text has to be. Null means that it is not, and that the bag says so.</summary>
public static class Expect
{
    public static MappedText? Text(YamlNode node, DiagnosticBag bag, string what) =>
        node is YamlNode.Scalar { IsNothing: false } scalar ? scalar.Text : Refuse<MappedText>(node, bag, what, "text");

    public static YamlNode.Sequence? List(YamlNode node, DiagnosticBag bag, string what) =>
        node as YamlNode.Sequence ?? Refuse<YamlNode.Sequence>(node, bag, what, "a list");

    public static YamlNode.Mapping? Mapping(YamlNode node, DiagnosticBag bag, string what, string? example = null) =>
        node as YamlNode.Mapping ?? Refuse<YamlNode.Mapping>(node, bag, what, "a mapping", example);

    public static YamlNode? ScalarOrList(YamlNode node, DiagnosticBag bag, string what) =>
        node is YamlNode.Sequence or YamlNode.Scalar { IsNothing: false } ? node : Refuse<YamlNode>(node, bag, what, "text or a list");

    public static ImmutableArray<MappedText>? Texts(YamlNode node, DiagnosticBag bag, string what)
    {
        if (ScalarOrList(node, bag, what) is not { } found)
        {
            return null;
        }

        var items = found is YamlNode.Sequence list ? list.Items : [found];
        var texts = items.Select(item => Text(item, bag, what)).OfType<MappedText>().ToImmutableArray();
        return texts.Length == items.Length ? texts : null;
    }

    public static bool? Boolean(MappedText text, DiagnosticBag bag, string what)
    {
        if (text.Content is "true" or "false")
        {
            return text.Content == "true";
        }

        bag.Add(Problems.NotBoolean(text.Whole, what, text.Content));
        return null;
    }

    /// <summary>Decimal digits without leading zeros, with `-` before them or nothing (`0755` is 493 to one reader and 755 to another).</summary>
    public static long? Integer(MappedText text, long min, long max, DiagnosticBag bag, string what)
    {
        var content = text.Content;
        var digits = content.StartsWith('-') ? content[1..] : content;
        if (digits.Length == 0 || digits.AsSpan().ContainsAnyExceptInRange('0', '9') || (digits.Length > 1 && digits[0] == '0'))
        {
            bag.Add(Problems.NotInteger(text.Whole, what, text.Content, IntegerHint(digits)));
            return null;
        }

        if (long.TryParse(content, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        bag.Add(Problems.OutOfRange(text.Whole, what, text.Content, Range(min, max)));
        return null;
    }

    public static T? Word<T>(MappedText text, IReadOnlyDictionary<string, T> words, DiagnosticBag bag, string what)
        where T : struct
    {
        if (words.TryGetValue(text.Content, out var found))
        {
            return found;
        }

        bag.Add(Problems.UnknownWord(text.Whole, what, text.Content, [.. words.Keys]));
        return null;
    }

    public static T? Parsed<T>(MappedText text, string expected, Func<string, T?> parse, DiagnosticBag bag, string what)
        where T : struct
    {
        var found = parse(text.Content);
        if (found is null)
        {
            bag.Add(Problems.NotParsed(text.Whole, what, expected, text.Content));
        }

        return found;
    }

    public static T? Parsed<T>(MappedText text, string expected, Func<string, T?> parse, DiagnosticBag bag, string what)
        where T : class
    {
        var found = parse(text.Content);
        if (found is null)
        {
            bag.Add(Problems.NotParsed(text.Whole, what, expected, text.Content));
        }

        return found;
    }

    private static T? Refuse<T>(YamlNode node, DiagnosticBag bag, string what, string expected, string? example = null)
        where T : class
    {
        bag.Add(LookAlikeSigns.Named(Problems.WrongKind(node.Span, what, expected, node.Kind, example)));
        return null;
    }

    private static string IntegerHint(string digits) => digits.TrimStart('0') is var rest && rest.Length < digits.Length && rest.All(char.IsAsciiDigit)
        ? $"write it without leading zeros: `{(rest.Length == 0 ? "0" : rest)}`"
        : "write decimal digits only, as in `5000`";

    private static string Range(long min, long max) => (min, max) switch
    {
        (long.MinValue, long.MaxValue) => "a number of 64 bits",
        (_, long.MaxValue) => $"a number of at least {min}",
        (long.MinValue, _) => $"a number of at most {max}",
        _ => $"a number from {min} to {max}",
    };
}
