namespace SomaBrain.Runbooks.Steps;

/// <summary>A lock that others will wait for.</summary>
/// <param name="Mode">In the server's words: `ACCESS EXCLUSIVE`.</param>
/// <param name="Relation">A table, with its schema where the statement names it.</param>
public sealed record LockTaken(string Mode, string Relation);
