namespace SomaBrain.Runbooks.Values;

/// <summary>What no text of PostgreSQL, no argument and no file in UTF-8 can hold.</summary>
public static class NoText
{
    /// <summary>"a NUL character" or "half a character"; null when it can be sent.</summary>
    public static string? Why(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
            {
                return "a NUL character";
            }

            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return "half a character";
            }

            i++;
        }

        return null;
    }
}
