using System.Buffers;

namespace SomaBrain.Runbooks.Journaling.Canonical;

/// <summary>
/// The one canonical form of a JSON tree: members in written order, no white space, one escaping rule, whole numbers within
/// ±(2^53 − 1) only, no name twice, at most 128 levels. Whatever is read here is the same bytes when written again.
/// </summary>
public static class CanonicalJson
{
    public static byte[] Write(Json json)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        CanonicalWriter.Write(json, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The same as text.</summary>
    public static string Text(Json json) => System.Text.Encoding.UTF8.GetString(Write(json));

    public static void Write(Json json, IBufferWriter<byte> to) => CanonicalWriter.Write(json, to);

    /// <summary>Null when these bytes are canonical; else what is wrong with them: lower case, no period.</summary>
    public static string? Fault(ReadOnlySpan<byte> bytes) => CanonicalForm.Fault(bytes);

    /// <summary>Null when the bytes are not canonical, even though they may be JSON.</summary>
    public static Json? Read(ReadOnlySpan<byte> bytes) =>
        CanonicalForm.Fault(bytes) is null ? new CanonicalReader(bytes).Value() : null;
}
