using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Drilling.Programs;

/// <summary>Reads what a running program adds to the journals of its state directory.</summary>
internal sealed class JournalWatch
{
    private readonly string _state;
    private readonly Dictionary<string, long> _before;
    private readonly List<JournalEvent> _events = [];
    private long _position = -1;

    public JournalWatch(string state)
    {
        _state = state;
        _before = Journals().ToDictionary(file => file, file => new FileInfo(file).Length, StringComparer.Ordinal);
    }

    /// <summary>The journal that grew; null while there is none.</summary>
    public string? Journal { get; private set; }

    public string? Run => Journal is null ? null : Path.GetFileName(Path.GetDirectoryName(Journal));

    public ImmutableArray<JournalEvent> Events => [.. _events];

    /// <summary>What came since the last look, whole lines only.</summary>
    public IReadOnlyList<JournalEvent> Look()
    {
        Journal ??= Journals().FirstOrDefault(file => new FileInfo(file).Length > _before.GetValueOrDefault(file, 0));
        if (Journal is null)
        {
            return [];
        }

        _position = _position < 0 ? _before.GetValueOrDefault(Journal, 0) : _position;
        using var file = new FileStream(Journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length <= _position)
        {
            return [];
        }

        file.Position = _position;
        var bytes = new byte[file.Length - _position];
        file.ReadExactly(bytes);
        var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        _position += whole;
        var news = new JournalReader(new MemoryStream(bytes, 0, whole)).Entries().Select(entry => entry.Event).ToList();
        _events.AddRange(news);
        return news;
    }

    private IEnumerable<string> Journals() => !Directory.Exists(_state)
        ? []
        : Directory.EnumerateDirectories(_state).Where(folder => RunId.Is(Path.GetFileName(folder))).Select(folder => Path.Combine(folder, "journal.jsonl")).Where(File.Exists);
}
