namespace SomaBrain.Runbooks.Cli.Proving;

/// <summary>What a person expects of a journal, beside what the targets file does.</summary>
/// <param name="Head">`--head`: SHA-256 in hex.</param>
/// <param name="Signers">`--signers`.</param>
/// <param name="Targets">`--targets`.</param>
public sealed record ProofRequest(string? Head, string? Signers, string? Targets);
