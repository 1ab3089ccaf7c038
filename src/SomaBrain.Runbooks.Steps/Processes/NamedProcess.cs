namespace SomaBrain.Runbooks.Steps.Processes;

/// <summary>A process that goes on after its step.</summary>
/// <param name="Identity">Which one.</param>
/// <param name="CommandLine">Its arguments joined by spaces, cut at 200 characters and masked; in brackets the program's
/// name where the arguments cannot be read. Foreign text: clean it before a terminal sees it.</param>
/// <param name="HoldsOutput">It holds the step's stdout or stderr. These are closed when the step ends: what it writes
/// there later is lost, and it may be ended by SIGPIPE.</param>
public sealed record NamedProcess(ProcessIdentity Identity, string CommandLine, bool HoldsOutput)
{
    public override string ToString() => $"{Identity.Pid} {CommandLine}";
}
