using System.Collections.Concurrent;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>The files that were opened, each read once, and where they lie. Several threads may ask.</summary>
internal sealed class OpenedPlaybooks
{
    private readonly ConcurrentDictionary<string, LoadedPlaybook> _all = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _real = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CallRoot> _roots = new(StringComparer.Ordinal);

    /// <param name="path">Where it is.</param>
    /// <param name="name">As it is shown; from the current folder it leads there, too.</param>
    /// <param name="problems">Takes why it cannot be read.</param>
    public LoadedPlaybook? Load(string path, string name, DiagnosticBag problems) =>
        _all.TryGetValue(name, out var known) ? known
        : PlaybookFiles.Load(path, name, problems) is { } loaded ? _all.GetOrAdd(name, loaded)
        : null;

    /// <summary>As <see cref="RealPath"/> says; each folder is looked at once.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public string RealPathOf(string path) => RealPath.Of(path, _real);

    /// <param name="playbook">The real path of a playbook.</param>
    public CallRoot RootOf(string playbook)
    {
        var folder = Path.GetDirectoryName(playbook)!;
        return _roots.TryGetValue(folder, out var known) ? known : _roots[folder] = CallRoot.Of(playbook);
    }
}
