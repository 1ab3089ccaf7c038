namespace SomaBrain.Runbooks.Expressions.Lexing;

/// <summary>Where a hole ends: at the first `}}` that is in no quotes and in no braces of its own.</summary>
internal static class HoleEnd
{
    /// <summary>The offset behind the closing braces; -1 when there are none.</summary>
    public static int Find(string content, int at)
    {
        var depth = 0;
        while (at < content.Length)
        {
            switch (content[at])
            {
                case '\'' or '"':
                    at = TextLiteral.End(content, at);
                    if (at < 0)
                    {
                        return -1;
                    }

                    continue;
                case '{':
                    depth++;
                    break;
                case '}' when depth > 0:
                    depth--;
                    break;
                case '}' when at + 1 < content.Length && content[at + 1] == '}':
                    return at + 2;
            }

            at++;
        }

        return -1;
    }

    /// <summary>The quote that is opened before the first `}}` and not closed; -1 when all are.</summary>
    public static int FirstOpenQuote(string content, int at)
    {
        var close = content.IndexOf("}}", at, StringComparison.Ordinal);
        while (at < content.Length && (close < 0 || at < close))
        {
            if (content[at] is '\'' or '"')
            {
                var end = TextLiteral.End(content, at);
                if (end < 0)
                {
                    return at;
                }

                at = end;
            }
            else
            {
                at++;
            }
        }

        return -1;
    }
}
