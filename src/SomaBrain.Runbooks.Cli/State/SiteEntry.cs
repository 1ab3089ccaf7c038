using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Canonical;

namespace SomaBrain.Runbooks.Cli.State;

/// <summary>One line of the site log: how far a run's journal went at that moment.</summary>
/// <param name="At">UTC, as written.</param>
/// <param name="Playbook">Its path, as the operator named it.</param>
public sealed record SiteEntry(long Seq, string At, string Prev, SiteKind Kind, string Run, JournalHead Head, string Playbook)
{
    /// <summary>The run that it undoes, of one that was opened for that; null for any other, and in lines of earlier programs.</summary>
    public string? Undoes { get; init; }

    private static readonly (SiteKind Kind, string Word)[] Words =
        [(SiteKind.Opened, "opened"), (SiteKind.Paused, "paused"), (SiteKind.Resumed, "resumed"), (SiteKind.Closed, "closed")];

    internal static string WordOf(SiteKind kind) => Words.First(w => w.Kind == kind).Word;

    internal Json.Object ToJson() => new(
    [
        new("v", new Json.Integer(JournalEntry.Current)),
        new("seq", new Json.Integer(Seq)),
        new("at", new Json.Text(At)),
        new("prev", new Json.Text(Prev)),
        new("kind", new Json.Text(WordOf(Kind))),
        new("run", new Json.Text(Run)),
        new("events", new Json.Integer(Head.Count)),
        new("head", new Json.Text(Head.Sha256)),
        new("playbook", new Json.Text(Playbook)),
        .. Undoes is null ? (Json.Member[])[] : [new("undoes", new Json.Text(Undoes))],
    ]);

    /// <summary>Null when the line tells nothing of a run.</summary>
    internal static SiteEntry? Read(ReadOnlySpan<byte> line) =>
        CanonicalJson.Read(line.TrimEnd((byte)'\n')) is Json.Object json
        && json["seq"] is Json.Integer seq && json["at"] is Json.Text at && json["prev"] is Json.Text prev && json["kind"] is Json.Text kind
        && json["run"] is Json.Text run && json["events"] is Json.Integer events && json["head"] is Json.Text head && json["playbook"] is Json.Text playbook
        && Words.FirstOrDefault(w => w.Word == kind.Content) is { Word: not null } word
            ? new(seq.Whole, at.Content, prev.Content, word.Kind, run.Content, new(events.Whole, head.Content), playbook.Content) { Undoes = (json["undoes"] as Json.Text)?.Content }
            : null;
}
