namespace SomaBrain.Runbooks.Cli.Drilling.Reports;

/// <summary>A run of the drilled program, and what `verify` says of its journal: `ok`, `incomplete`, `torn`…</summary>
internal sealed record RunVerdict(string Run, string Verdict)
{
    /// <summary>A run that was killed has no end, or half a line; nothing else may be wrong with it.</summary>
    public bool IsSound => Verdict is "ok" or "incomplete" or "torn";
}
