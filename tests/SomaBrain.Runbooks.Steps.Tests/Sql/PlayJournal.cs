using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>Remembers what is written, and can be told to do something, or to fail, at an event.</summary>
internal sealed class PlayJournal : IStepJournal
{
    public List<(JournalEvent Event, Durability Durability)> Events { get; } = [];

    /// <summary>Called before an event is kept: a fault is injected by throwing.</summary>
    public Action<JournalEvent> Before { get; set; } = _ => { };

    /// <summary>Writes the same as a run does: then what reaches the disk can be seen.</summary>
    public JournalWriter? Writer { get; init; }

    public IOutputStore? Outputs => null;

    public IEnumerable<T> Of<T>() => Events.Select(one => one.Event).OfType<T>();

    public void Append(JournalEvent journalEvent, Durability durability)
    {
        Before(journalEvent);
        Writer?.Append(journalEvent, durability);
        Events.Add((journalEvent, durability));
    }
}
