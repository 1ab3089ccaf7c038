using SomaBrain.Runbooks.Journaling.Canonical;
using static SomaBrain.Runbooks.Journaling.Events.JournalEvent;

namespace SomaBrain.Runbooks.Journaling.Events;

/// <summary>Events as the fields of a line, and back. By hand: the journal's format is a contract, not a class layout.</summary>
internal static partial class EventJson
{
    /// <summary>Adds the fields after `kind`.</summary>
    public static JsonMembers Write(JournalEvent e, JsonMembers to) => e is Unread unread
        ? to.AddRange(unread.Fields.Members)
        : (WriteStep(e, to) ?? WriteRun(e, to) ?? throw new InvalidOperationException($"no JSON for {e.Kind}")).AddRange(e.Extra.Members);

    /// <summary>What cannot be read is kept as <see cref="Unread"/>: it may be of a later program of the same format.</summary>
    public static JournalEvent Read(string kind, Json.Object fields)
    {
        try
        {
            var from = new JsonFields(fields);
            return (ReadRun(kind, from) ?? ReadStep(kind, from)) is { } known ? known with { Extra = from.Rest() } : new Unread(kind, fields);
        }
        catch (FormatException)
        {
            return new Unread(kind, fields);
        }
        catch (OverflowException)
        {
            return new Unread(kind, fields);
        }
    }
}
