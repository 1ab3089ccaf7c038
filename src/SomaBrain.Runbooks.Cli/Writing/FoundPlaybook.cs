using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Writing;

/// <summary>A playbook of a folder, as far as it can be read.</summary>
/// <param name="Path">As it can be given to `run`.</param>
/// <param name="Playbook">Null when it has errors.</param>
/// <param name="Problem">The first of its errors.</param>
internal sealed record FoundPlaybook(string Path, Playbook? Playbook, Diagnostic? Problem);
