namespace SomaBrain.Runbooks.Journaling.Verifying;

/// <summary>A head that somebody else kept: the journal must have had it.</summary>
/// <param name="Anchor">Who knows it, as a message calls it: "the site log".</param>
/// <param name="IsLast">Nothing may follow it.</param>
public sealed record AnchoredHead(JournalHead Head, string Anchor, bool IsLast = false);
