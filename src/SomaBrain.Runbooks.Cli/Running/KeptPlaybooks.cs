using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>The playbooks of a run as they were when it was opened.</summary>
internal sealed class KeptPlaybooks(RunDirectory directory, JournalEvent.RunOpened opened) : IPlaybooks
{
    private readonly Dictionary<string, LoadedPlaybook> _read = new(StringComparer.Ordinal);

    /// <summary>Those that were called, each once.</summary>
    public IReadOnlyCollection<LoadedPlaybook> Called => [.. _read.Where(read => read.Key != opened.Playbook.Path).Select(read => read.Value)];

    public string Identity(Source playbook) => playbook.Name;

    /// <summary>The run's own playbook; null when a diagnostic was left.</summary>
    public LoadedPlaybook? First(DiagnosticBag problems) => Load(opened.Playbook, problems);

    public Source? Open(MappedText path, Source caller, DiagnosticBag problems)
    {
        var name = RealPath.Tidy(Path.Combine(Path.GetDirectoryName(caller.Name) ?? "", path.Content));
        if (opened.Callees.FirstOrDefault(callee => callee.Path == name) is { } kept)
        {
            return Load(kept, problems)?.Source;
        }

        problems.Add(Problems.KeptPlaybookChanged(directory.Run, name));
        return null;
    }

    private LoadedPlaybook? Load(PlaybookFile file, DiagnosticBag problems)
    {
        if (_read.TryGetValue(file.Path, out var known))
        {
            return known;
        }

        if (directory.Kept(file) is not { } bytes)
        {
            problems.Add(Problems.KeptPlaybookChanged(directory.Run, file.Path));
            return null;
        }

        return SourceReader.Decode(file.Path, bytes, problems) is { } source ? _read[file.Path] = new(file.Path, source, bytes) : null;
    }
}
