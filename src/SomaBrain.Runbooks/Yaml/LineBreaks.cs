namespace SomaBrain.Runbooks.Yaml;

/// <summary>YAML 1.2 knows three line breaks: LF, CR LF and CR.</summary>
internal static class LineBreaks
{
    /// <summary>The length of the break at <paramref name="at"/>, 0 when there is none.</summary>
    public static int Length(ReadOnlySpan<char> text, int at) => at >= text.Length
        ? 0
        : text[at] switch
        {
            '\n' => 1,
            '\r' => at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1,
            _ => 0,
        };

    public static bool IsBlank(char c) => c is ' ' or '\t';
}
