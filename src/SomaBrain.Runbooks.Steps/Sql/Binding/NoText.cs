namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>What PostgreSQL cannot hold in a text.</summary>
internal static class NoText
{
    /// <summary>Null when it can be sent.</summary>
    public static string? Why(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
            {
                return "it holds a NUL, which PostgreSQL has in no text";
            }

            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return "it holds half a character";
            }

            i++;
        }

        return null;
    }
}
