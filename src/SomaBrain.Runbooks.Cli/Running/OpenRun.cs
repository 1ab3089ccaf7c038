using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Proving;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>A run's directory with its journal open for this process alone.</summary>
internal sealed record OpenRun(RunDirectory Directory, JournalFile Log, JournalWriter Writer, SiteLog Site, StateDirectory State, string Operator, DateTimeOffset StartedAt)
    : IDisposable
{
    /// <summary>The journal's first event.</summary>
    public required JournalEvent.RunOpened Opened { get; init; }

    public Anchoring Anchoring { get; init; } = Anchoring.None;

    /// <summary>Gives the head to the anchors, which the journal then tells of, and to the site log; seals a closed journal.</summary>
    /// <returns>What did not work. Errors where the run must not go on without it.</returns>
    public ImmutableArray<Diagnostic> Record(SiteKind kind, string playbook)
    {
        var head = Writer.Head;
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var anchor in Anchoring.Anchors)
        {
            var why = anchor.Give(new(Directory.Run, AnchorEntry.Stamp(TimeProvider.System.GetUtcNow()), head, SiteEntry.WordOf(kind), Environment.MachineName, Operator));
            Writer.Append(new JournalEvent.Checkpoint(head.Sha256, head.Count, anchor.Name) { Failure = why });
            if (why is not null)
            {
                problems.Add(Anchoring.Settings.AnchorRequired ? Problems.AnchorMissed(Directory.Run, anchor.Name, why) : Problems.AnchorNotReached(Directory.Run, anchor.Name, why));
            }
        }

        Site.Record(kind, Directory.Run, Writer.Head, playbook, kind == SiteKind.Opened ? Opened.Undoes?.Run : null);
        if (kind == SiteKind.Closed && Anchoring.Settings.Seal is { } key && Seal.Sign(Directory.Journal, key) is { } unsealed)
        {
            problems.Add(Problems.JournalNotSealed(Directory.Run, unsealed));
        }

        return problems.ToImmutable();
    }

    /// <summary>Ends a run that an anchor did not take, before anything was done.</summary>
    public void Abandon(Diagnostic why, string playbook)
    {
        Writer.Close(RunStatus.Failed, Execution.ExitCode.Failed, Changed.None, new(why.Code, why.Message, null, why.Hint));
        Site.Record(SiteKind.Closed, Directory.Run, Writer.Head, playbook);
    }

    public void Dispose() => Log.Dispose();
}
