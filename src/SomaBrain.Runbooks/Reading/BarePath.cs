namespace SomaBrain.Runbooks.Reading;

/// <summary>A path such as `steps.old.value` in a text, without the braces that would make a hole of it.</summary>
public static class BarePath
{
    private static readonly string[] Roots = ["params.", "vars.", "steps.", "targets."];

    /// <summary>Whether it is worth a closer look: nearly no text is.</summary>
    internal static bool MayBeIn(string text) => Length(text) > 0
        || (text.Contains('$', StringComparison.Ordinal) && (text.Contains("${", StringComparison.Ordinal) || text.Contains("$(", StringComparison.Ordinal)));

    /// <summary>The length of the path that a text begins with, 0 when it begins with none.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var at = 0;
        foreach (var root in Roots)
        {
            at = text.StartsWith(root, StringComparison.Ordinal) ? root.Length - 1 : at;
        }

        var end = 0;
        while (at > 0 && at < text.Length && (text[at] == '.' ? Name(text[(at + 1)..]) : text[at] == '[' ? Index(text[(at + 1)..]) : 0) is > 0 and var length)
        {
            end = at += 1 + length;
        }

        return end;
    }

    private static int Name(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterLower(text[length]) || text[length] == '_' || (length > 0 && char.IsAsciiDigit(text[length]))))
        {
            length++;
        }

        return length;
    }

    private static int Index(ReadOnlySpan<char> text) =>
        text.IndexOfAnyExceptInRange('0', '9') is > 0 and var digits && text[digits] == ']' ? digits + 1 : 0;
}
