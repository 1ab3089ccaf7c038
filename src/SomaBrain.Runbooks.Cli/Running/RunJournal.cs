using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>A run's journal as its steps see it; large texts and results go beside it.</summary>
internal sealed class RunJournal(JournalWriter writer, IOutputStore outputs) : IStepJournal
{
    private readonly OutputShelf _shelf = new(outputs);

    public IOutputStore? Outputs => outputs;

    public void Append(JournalEvent journalEvent, Durability durability) => writer.Append(Shelved(journalEvent), durability);

    /// <exception cref="JournalUnwritable">What stands beside the journal is a part of it.</exception>
    private JournalEvent Shelved(JournalEvent journalEvent)
    {
        try
        {
            return journalEvent switch
            {
                JournalEvent.StepOutcome outcome => _shelf.Keep(outcome),
                JournalEvent.VarComputed computed when _shelf.Keep(computed.Value) is { File: { } file } => computed with { Value = null, ValueFile = file },
                JournalEvent.StepIntent { Rendered: { } rendered } intent => intent with { Rendered = _shelf.Render(rendered) },
                _ => journalEvent,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnwritable($"the run's directory cannot be written: {FileTrouble.Of(e)}", e);
        }
    }
}
