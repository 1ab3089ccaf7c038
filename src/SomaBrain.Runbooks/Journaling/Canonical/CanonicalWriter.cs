using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace SomaBrain.Runbooks.Journaling.Canonical;

/// <summary>Writes JSON in the one form that the journal has: no white space, members as they come, one escaping rule.</summary>
internal static class CanonicalWriter
{
    private const string Hex = "0123456789abcdef";

    public static void Write(Json json, IBufferWriter<byte> to, int depth = 0)
    {
        if (depth > CanonicalForm.MaxDepth)
        {
            throw new InvalidOperationException($"JSON deeper than {CanonicalForm.MaxDepth} levels");
        }

        switch (json)
        {
            case Json.Null:
                to.Write("null"u8);
                break;
            case Json.Boolean boolean:
                to.Write(boolean.Is ? "true"u8 : "false"u8);
                break;
            case Json.Integer integer:
                var digits = to.GetSpan(20);
                Utf8Formatter.TryFormat(integer.Whole, digits, out var written);
                to.Advance(written);
                break;
            case Json.Text text:
                WriteText(text.Content, to);
                break;
            case Json.Array array:
                to.Write("["u8);
                for (var i = 0; i < array.Items.Length; i++)
                {
                    to.Write(i == 0 ? [] : ","u8);
                    Write(array.Items[i], to, depth + 1);
                }

                to.Write("]"u8);
                break;
            case Json.Object members:
                to.Write("{"u8);
                for (var i = 0; i < members.Members.Length; i++)
                {
                    to.Write(i == 0 ? [] : ","u8);
                    WriteText(members.Members[i].Name, to);
                    to.Write(":"u8);
                    Write(members.Members[i].Value, to, depth + 1);
                }

                to.Write("}"u8);
                break;
        }
    }

    private static void WriteText(ReadOnlySpan<char> text, IBufferWriter<byte> to)
    {
        to.Write("\""u8);
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(Escaping.Suspects);
            Encoding.UTF8.GetBytes(plain < 0 ? text : text[..plain], to);
            if (plain < 0)
            {
                break;
            }

            text = text[(plain + WriteSuspect(text[plain..], to))..];
        }

        to.Write("\""u8);
    }

    /// <summary>Returns how many UTF-16 units were taken.</summary>
    private static int WriteSuspect(ReadOnlySpan<char> text, IBufferWriter<byte> to)
    {
        if (text[0] is '"' or '\\')
        {
            to.Write([(byte)'\\', (byte)text[0]]);
            return 1;
        }

        if (Rune.DecodeFromUtf16(text, out var rune, out var taken) == OperationStatus.Done && !Escaping.ByNumber(rune.Value))
        {
            Encoding.UTF8.GetBytes(text[..taken], to);
            return taken;
        }

        for (var i = 0; i < taken; i++)
        {
            var unit = text[i];
            to.Write([(byte)'\\', (byte)'u', (byte)Hex[unit >> 12], (byte)Hex[(unit >> 8) & 15], (byte)Hex[(unit >> 4) & 15], (byte)Hex[unit & 15]]);
        }

        return taken;
    }
}
