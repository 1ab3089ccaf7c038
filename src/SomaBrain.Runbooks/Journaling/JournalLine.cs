using System.Buffers;
using System.Security.Cryptography;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Journaling;

/// <summary>Entries as bytes: `{"v":1,"seq":1,"at":…,"prev":…,"kind":…,` the event's fields `}` and a newline.</summary>
public static class JournalLine
{
    /// <summary>The longest line that is written or read, in bytes.</summary>
    public const int Longest = 16 * 1024 * 1024;

    /// <summary>What the first line's `prev` is the hash of.</summary>
    public static byte[] Header(string run) =>
        CanonicalJson.Write(new Json.Object([new("journal", new Json.Text("somabrain-runbook")), new("run", new Json.Text(run))]));

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static Json.Object ToJson(JournalEntry entry) => EventJson
        .Write(entry.Event, new JsonMembers().Whole("v", entry.Version).Whole("seq", entry.Seq).Time("at", entry.At).Text("prev", entry.Prev).Text("kind", entry.Event.Kind))
        .ToObject();

    public static void Write(JournalEntry entry, IBufferWriter<byte> to)
    {
        CanonicalJson.Write(ToJson(entry), to);
        to.Write("\n"u8);
    }

    /// <summary>Null when the bytes (without or with the newline) are no line of a journal of this version.</summary>
    public static JournalEntry? Read(ReadOnlySpan<byte> line)
    {
        var members = (CanonicalJson.Read(line.EndsWith("\n"u8) ? line[..^1] : line) as Json.Object)?.Members ?? [];
        if (members is not [var v, var seq, var at, var prev, var kind, .. var fields]
            || v is not { Name: "v", Value: Json.Integer { Whole: JournalEntry.Current } }
            || seq is not { Name: "seq", Value: Json.Integer number }
            || at is not { Name: "at", Value: Json.Text time }
            || prev is not { Name: "prev", Value: Json.Text hash }
            || kind is not { Name: "kind", Value: Json.Text name })
        {
            return null;
        }

        try
        {
            return new(JournalEntry.Current, number.Whole, Scalars.ReadTime(time.Content), hash.Content, EventJson.Read(name.Content, new(fields)));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
