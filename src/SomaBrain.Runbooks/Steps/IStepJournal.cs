using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Steps;

/// <summary>
/// What a step writes into the journal itself (a transaction's number, an output, an answer), beside its intent and
/// outcome, which the loop writes.
/// </summary>
public interface IStepJournal
{
    void Append(JournalEvent journalEvent, Durability durability);

    /// <summary>Keeps what is too large for a line; null where nothing is kept (a dry run).</summary>
    IOutputStore? Outputs { get; }
}
