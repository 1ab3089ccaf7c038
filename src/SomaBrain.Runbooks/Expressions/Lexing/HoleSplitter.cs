using System.Collections.Immutable;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Expressions.Lexing;

/// <summary>Cuts a text at its holes `{{ … }}` and its escapes `{%{ … }%}`. Everything else stands as it is.</summary>
internal sealed partial class HoleSplitter
{
    private readonly ImmutableArray<TemplatePart>.Builder _parts = ImmutableArray.CreateBuilder<TemplatePart>();
    private readonly MappedText _text;
    private readonly HoleKind _kind;
    private readonly DiagnosticBag _bag;
    private bool _failed;

    private HoleSplitter(MappedText text, HoleKind kind, DiagnosticBag bag)
    {
        _text = text;
        _kind = kind;
        _bag = bag;
    }

    private string Content => _text.Content;

    public static ImmutableArray<TemplatePart>? Split(MappedText text, HoleKind kind, DiagnosticBag bag)
    {
        if (text.Content.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var nul)
        {
            bag.Add(Problems.NotText(text.Span(nul, nul + 1), "a NUL character"));
            return null;
        }

        if (!text.Content.Contains('{', StringComparison.Ordinal))
        {
            return text.Content.Length == 0 ? [] : [new TemplatePart.Literal(text.Content, 0)];
        }

        var splitter = new HoleSplitter(text, kind, bag);
        splitter.Run();
        return splitter._failed ? null : splitter._parts.DrainToImmutable();
    }

    private void Run()
    {
        var (plain, at) = (0, 0);
        while (at < Content.Length)
        {
            var next = NextOpening(at);
            if (next < 0)
            {
                break;
            }

            if (Content[next + 1] == '{' && _kind == HoleKind.Script && !OurNames().IsMatch(Content.AsSpan(next, Math.Min(80, Content.Length - next))))
            {
                at = next + 2;
                continue;
            }

            Plain(plain, next);
            plain = at = Content[next + 1] == '%' ? Escape(next) : Hole(next);
        }

        Plain(plain, Content.Length);
    }

    private int NextOpening(int at)
    {
        for (at = Content.IndexOf('{', at); at >= 0; at = Content.IndexOf('{', at + 1))
        {
            if (Content.AsSpan(at) is ['{', '{', ..] or ['{', '%', '{', ..])
            {
                return at;
            }
        }

        return -1;
    }

    private void Plain(int start, int end)
    {
        if (end > start)
        {
            _parts.Add(new TemplatePart.Literal(Content[start..end], start));
        }
    }

    private int Escape(int start)
    {
        var end = Content.IndexOf("}%}", start + 3, StringComparison.Ordinal);
        if (end < 0)
        {
            return Fail(Problems.EscapeNotClosed(_text.Span(start, start + 3)), Content.Length);
        }

        Plain(start + 3, end);
        return end + 3;
    }

    private int Hole(int start)
    {
        var end = HoleEnd.Find(Content, start + 2);
        if (end < 0)
        {
            return Fail(Problems.HoleNotClosed(_text.Span(start, start + 2), HoleEnd.FirstOpenQuote(Content, start + 2) >= 0), Content.Length);
        }

        var (from, to) = (start + 2, end - 2);
        if (_kind == HoleKind.Script)
        {
            return Fail(Problems.HoleInScript(_text.Span(start, end), Content[from..to].Trim()), end);
        }

        if (from < to && (Content[from] is '-' or '~' || Content[to - 1] is '-' or '~'))
        {
            var sign = Content[from] is '-' or '~' ? from : to - 1;
            return Fail(Problems.WhitespaceControl(_text.Span(sign, sign + 1), Content[sign]), end);
        }

        if (Content.AsSpan(from, to - from).IsWhiteSpace())
        {
            return Fail(Problems.HoleEmpty(_text.Span(start, end)), end);
        }

        from += Content.AsSpan(from, to - from).IndexOfAnyExcept(" \t\r\n");
        to = from + Content.AsSpan(from, to - from).TrimEnd(" \t\r\n").Length;
        if (Expression.Parse(_text.Slice(from, to), _kind == HoleKind.Sql, _bag, out var filter) is { } expression)
        {
            _parts.Add(new TemplatePart.Hole(expression, filter, start, _text.Span(start, end)));
        }
        else
        {
            _failed = true;
        }

        return end;
    }

    private int Fail(Diagnostic problem, int next)
    {
        _bag.Add(problem);
        _failed = true;
        return next;
    }

    /// <summary>`{{ index .Config "x" }}` is Go's, so a name is ours only when no ` .` follows.</summary>
    [GeneratedRegex(@"^\{\{[-~]?\s*(params|vars|steps|targets|run|item|index|error)(?![A-Za-z0-9_])(?!\s+\.)", RegexOptions.CultureInvariant)]
    private static partial Regex OurNames();
}
