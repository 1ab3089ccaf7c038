using System.Collections.Concurrent;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>The files that were opened, each read once. Several threads may ask.</summary>
internal sealed class OpenedPlaybooks
{
    private readonly ConcurrentDictionary<(string Path, string Name), LoadedPlaybook> _all = new();

    /// <param name="name">As it is shown.</param>
    public LoadedPlaybook? Load(string path, string name, DiagnosticBag problems) =>
        _all.TryGetValue((path, name), out var known) ? known
        : PlaybookFiles.Load(path, name, problems) is { } loaded ? _all.GetOrAdd((path, name), loaded)
        : null;
}
