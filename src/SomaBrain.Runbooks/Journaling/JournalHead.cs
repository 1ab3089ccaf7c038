namespace SomaBrain.Runbooks.Journaling;

/// <summary>How far a journal goes: what an anchor keeps.</summary>
/// <param name="Count">Number of lines.</param>
/// <param name="Sha256">Of the last line, its newline included, in hex; of the run's header while there is no line.</param>
public sealed record JournalHead(long Count, string Sha256);
