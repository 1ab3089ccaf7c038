using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <summary>A dry run leaves nothing behind, whatever journal it was given.</summary>
internal sealed class SilentJournal : IStepJournal
{
    public IOutputStore? Outputs => null;

    public void Append(JournalEvent journalEvent, Durability durability)
    {
    }
}
