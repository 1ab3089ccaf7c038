using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>A dry run leaves nothing behind.</summary>
internal sealed class NoJournal : IStepJournal
{
    public IOutputStore? Outputs => null;

    public void Append(JournalEvent journalEvent, Durability durability)
    {
    }
}
