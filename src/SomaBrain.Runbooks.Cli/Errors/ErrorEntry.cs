using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Cli.Errors;

/// <summary>What operators know of an error: why it comes, what to do, and which playbook helps.</summary>
/// <param name="SqlState">What PostgreSQL calls it; null when it is known by its words.</param>
/// <param name="Pattern">Words of the message, as they are written.</param>
/// <param name="Name">Such as `too_many_connections`.</param>
/// <param name="Playbook">By the name that `runbook run` takes; null where none helps.</param>
/// <param name="MayPass">The same may succeed when it is tried again.</param>
public sealed record ErrorEntry(string? SqlState, string? Pattern, string Name, string Cause, string Solution, string? Playbook, bool MayPass = false)
{
    public bool Explains(Diagnostic problem) =>
        SqlState is { } state ? problem.SqlState == state : problem.Message.Contains(Pattern!, StringComparison.Ordinal);
}
