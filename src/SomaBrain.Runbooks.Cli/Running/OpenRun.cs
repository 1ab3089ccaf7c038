using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>A run's directory with its journal open for this process alone.</summary>
internal sealed record OpenRun(RunDirectory Directory, JournalFile Log, JournalWriter Writer, SiteLog Site, StateDirectory State, string Operator, DateTimeOffset StartedAt)
    : IDisposable
{
    /// <summary>The journal's first event.</summary>
    public required JournalEvent.RunOpened Opened { get; init; }

    public void Record(SiteKind kind, string playbook) => Site.Record(kind, Directory.Run, Writer.Head, playbook);

    public void Dispose() => Log.Dispose();
}
