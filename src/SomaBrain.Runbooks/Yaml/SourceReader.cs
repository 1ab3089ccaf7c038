using System.Text;
using System.Text.Unicode;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>Makes a <see cref="Source"/> from bytes: size first, then strict UTF-8; a byte order mark is dropped.</summary>
public static class SourceReader
{
    /// <summary>What some editors put before the text.</summary>
    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <returns>The source, or null with the reason in <paramref name="bag"/>.</returns>
    public static Source? Decode(string name, ReadOnlySpan<byte> bytes, DiagnosticBag bag)
    {
        if (bytes.Length > YamlLimits.Bytes)
        {
            bag.Add(Problems.FileTooLarge(new Source(name, "").Span(0, 0), bytes.Length, YamlLimits.Bytes));
            return null;
        }

        if (bytes.StartsWith(ByteOrderMark))
        {
            bytes = bytes[ByteOrderMark.Length..];
        }

        if (Utf8.IsValid(bytes))
        {
            return new(name, Encoding.UTF8.GetString(bytes));
        }

        bag.Add(NotUtf8(name, bytes));
        return null;
    }

    private static Diagnostic NotUtf8(string name, ReadOnlySpan<byte> bytes)
    {
        var valid = ValidLength(bytes);
        var at = Encoding.UTF8.GetCharCount(bytes[..valid]);
        var shown = new Source(name, Encoding.UTF8.GetString(bytes));
        var utf16 = bytes.StartsWith((byte[])[0xFF, 0xFE]) || bytes.StartsWith((byte[])[0xFE, 0xFF]);
        return Problems.NotUtf8(shown.Span(at, at + 1), bytes[valid], utf16);
    }

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (length < bytes.Length && Rune.DecodeFromUtf8(bytes[length..], out _, out var used) == System.Buffers.OperationStatus.Done)
        {
            length += used;
        }

        return length;
    }
}
