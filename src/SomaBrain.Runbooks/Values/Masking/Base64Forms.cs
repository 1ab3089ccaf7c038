namespace SomaBrain.Runbooks.Values.Masking;

/// <summary>
/// Base64 of bytes that stand at any place in a larger text. Three bytes make four characters, so there are three
/// offsets; a character that holds bits of the byte before is left out, the last one appears as it is before any other
/// byte (without it) and at the end (with it, with and without padding). Each in both alphabets.
/// </summary>
internal static class Base64Forms
{
    internal static IEnumerable<string> Of(byte[] bytes)
    {
        for (var offset = 0; offset < 3; offset++)
        {
            var padded = Convert.ToBase64String([.. new byte[offset], .. bytes]);
            var start = ((8 * offset) + 5) / 6;
            var whole = 8 * (offset + bytes.Length) / 6;
            foreach (var form in new[] { padded[start..], padded[start..].TrimEnd('='), padded[start..Math.Max(start, whole)] })
            {
                yield return form;
                yield return form.Replace('+', '-').Replace('/', '_');
            }
        }
    }
}
