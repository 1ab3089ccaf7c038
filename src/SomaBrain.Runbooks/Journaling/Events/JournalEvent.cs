using SomaBrain.Runbooks.Journaling.Canonical;

namespace SomaBrain.Runbooks.Journaling.Events;

/// <summary>
/// What happened in a run, as its journal keeps it. Closed: read it by `switch`; the records below are all there are.
/// Steps are named by their path, loop turns included (`3`, `3.else.2`, `4[2].1`). No event ever holds a secret:
/// <see cref="Values.Value.Secret"/> is written as its name.
/// </summary>
public abstract partial record JournalEvent
{
    private JournalEvent()
    {
    }

    /// <summary>The event's name in the journal: `step-intent`.</summary>
    public abstract string Kind { get; }

    /// <summary>Fields that a later program of the same format added: kept and shown as they are.</summary>
    public Json.Object Extra { get; init; } = new([]);

    /// <summary>An event that this program cannot read, of the same format version: kept and shown as it is.</summary>
    public sealed record Unread(string Name, Json.Object Fields) : JournalEvent
    {
        public override string Kind => Name;
    }
}
