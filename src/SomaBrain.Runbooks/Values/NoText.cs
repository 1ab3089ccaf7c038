namespace SomaBrain.Runbooks.Values;

/// <summary>What no text of PostgreSQL, no argument and no file in UTF-8 can hold; and what is no text at all.</summary>
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

    /// <summary>Why a value is no name: only text is one, as `null` and `[1]` would be names nobody meant. Null when it is, or may be.</summary>
    /// <param name="orList">So may be a list of names.</param>
    public static string? WhyNoName(Value value, bool orList)
    {
        switch (value)
        {
            case Value.Secret secret:
                return WhyNoName(secret.Inner, orList);
            case Value.Cell cell:
                return WhyNoName(cell.Scalar, orList);
            case Value.Text or Value.Unknown { Like: null }:
                return null;
            case Value.Unknown { Like: { } like }:
                return WhyNoName(like, orList);
            case Value.List list when orList:
                foreach (var item in list.Items)
                {
                    if (WhyNoName(item, false) is not null)
                    {
                        return $"it is a list that holds {ValueText.Kind(item)}, not only text";
                    }
                }

                return null;
            default:
                return $"it is {ValueText.Kind(value)}, not text";
        }
    }
}
