using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution.Undoing;

/// <summary>A run's journal that also keeps the account of what can be undone.</summary>
internal sealed class LedgerJournal(IStepJournal journal, UndoLedger ledger) : IStepJournal
{
    public IOutputStore? Outputs => journal.Outputs;

    public void Append(JournalEvent journalEvent, Durability durability)
    {
        journal.Append(journalEvent, durability);
        ledger.Note(journalEvent);
    }
}
