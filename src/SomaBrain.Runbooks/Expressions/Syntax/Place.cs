using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Expressions.Syntax;

/// <summary>Where something stands in the text of an expression; becomes a place in the playbook only when it is reported.</summary>
internal readonly record struct Place(MappedText Text, int Start, int End)
{
    private const int Longest = 60;

    public SourceSpan Span => Text.Span(Start, End);

    /// <summary>The author's own words, shortened.</summary>
    public string Words => End - Start > Longest ? $"{Text.Content[Start..(Start + Longest)]}…" : Text.Content[Start..End];
}
