using System.Globalization;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Canonical;

namespace SomaBrain.Runbooks.Cli.Proving;

/// <summary>What an anchor keeps: how far a run's journal went at a moment.</summary>
/// <param name="At">UTC, to the microsecond, as written.</param>
/// <param name="Event">`opened`, `paused`, `resumed`, `closed`.</param>
public sealed record AnchorEntry(string Run, string At, JournalHead Head, string Event, string Host, string Operator)
{
    public const string Closed = "closed";

    public static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Null when it is no time as we write it.</summary>
    public static DateTimeOffset? Time(string at) =>
        DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>A line of an anchor file, without its newline.</summary>
    internal byte[] ToLine() => CanonicalJson.Write(new Json.Object(
    [
        new("run", new Json.Text(Run)),
        new("at", new Json.Text(At)),
        new("lines", new Json.Integer(Head.Count)),
        new("head", new Json.Text(Head.Sha256)),
        new("event", new Json.Text(Event)),
        new("host", new Json.Text(Host)),
        new("operator", new Json.Text(Operator)),
    ]));

    /// <summary>Null when the line is none.</summary>
    internal static AnchorEntry? Read(ReadOnlySpan<byte> line) =>
        CanonicalJson.Read(line.TrimEnd((byte)'\n')) is Json.Object json
        && json["run"] is Json.Text run && json["at"] is Json.Text at && json["lines"] is Json.Integer lines && json["head"] is Json.Text head
        && json["event"] is Json.Text what && json["host"] is Json.Text host && json["operator"] is Json.Text by
            ? new(run.Content, at.Content, new(lines.Whole, head.Content), what.Content, host.Content, by.Content)
            : null;
}
