using System.Buffers;
using System.Text;

namespace SomaBrain.Runbooks.Journaling.Canonical;

/// <summary>Writes JSON in the one form that the journal has: no white space, members as they come, one escaping rule.</summary>
internal static class CanonicalWriter
{
    private const string Hex = "0123456789abcdef";

    public static void Write(Json json, IBufferWriter<byte> to)
    {
        var output = new CanonicalOutput(to);
        Write(json, ref output, 0);
        output.End();
    }

    private static void Write(Json json, ref CanonicalOutput to, int depth)
    {
        if (depth > CanonicalForm.MaxDepth)
        {
            throw new InvalidOperationException($"JSON deeper than {CanonicalForm.MaxDepth} levels");
        }

        switch (json)
        {
            case Json.Null:
                to.Add("null"u8);
                break;
            case Json.Boolean boolean:
                to.Add(boolean.Is ? "true"u8 : "false"u8);
                break;
            case Json.Integer integer:
                to.Add(integer.Whole);
                break;
            case Json.Text text:
                WriteText(text.Content, ref to);
                break;
            case Json.Array { Items: var items }:
                to.Add((byte)'[');
                for (var i = 0; i < items.Length; i++)
                {
                    Separate(i, ref to);
                    Write(items[i], ref to, depth + 1);
                }

                to.Add((byte)']');
                break;
            case Json.Object { Members: var members }:
                to.Add((byte)'{');
                for (var i = 0; i < members.Length; i++)
                {
                    Separate(i, ref to);
                    WriteText(members[i].Name, ref to);
                    to.Add((byte)':');
                    Write(members[i].Value, ref to, depth + 1);
                }

                to.Add((byte)'}');
                break;
        }
    }

    private static void Separate(int index, ref CanonicalOutput to)
    {
        if (index > 0)
        {
            to.Add((byte)',');
        }
    }

    private static void WriteText(ReadOnlySpan<char> text, ref CanonicalOutput to)
    {
        to.Add((byte)'"');
        var plain = text.IndexOfAnyExcept(Escaping.Plain);
        while (plain >= 0)
        {
            to.Add(text[..plain]);
            text = text[plain..];
            text = text[WriteSuspect(text, ref to)..];
            plain = text.IndexOfAny(Escaping.Suspects);
        }

        to.Add(text);
        to.Add((byte)'"');
    }

    /// <summary>Returns how many UTF-16 units were taken.</summary>
    private static int WriteSuspect(ReadOnlySpan<char> text, ref CanonicalOutput to)
    {
        if (text[0] is '"' or '\\')
        {
            to.Add((byte)'\\');
            to.Add((byte)text[0]);
            return 1;
        }

        if (Rune.DecodeFromUtf16(text, out var rune, out var taken) == OperationStatus.Done && !Escaping.ByNumber(rune.Value))
        {
            to.Add(text[..taken]);
            return taken;
        }

        for (var i = 0; i < taken; i++)
        {
            var unit = text[i];
            to.Add("\\u"u8);
            to.Add((byte)Hex[unit >> 12]);
            to.Add((byte)Hex[(unit >> 8) & 15]);
            to.Add((byte)Hex[(unit >> 4) & 15]);
            to.Add((byte)Hex[unit & 15]);
        }

        return taken;
    }
}
