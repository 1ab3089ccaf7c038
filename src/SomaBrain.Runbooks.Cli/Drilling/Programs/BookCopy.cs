using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Drilling.Programs;

/// <param name="Original">The real path of the playbook.</param>
/// <param name="Path">Of the copy that runs.</param>
/// <param name="Playbook">The original, read.</param>
internal sealed record BookCopy(string Original, string Path, Playbook Playbook, ImmutableArray<LoadedPlaybook> Callees);
