using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps.Locks;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Steps.Targets.Options;
using SomaBrain.Runbooks.Steps.Tests.Targets;

namespace SomaBrain.Runbooks.Steps.Tests.Locks;

/// <summary>The lock of one run, as its program takes it; the files of this machine are in memory.</summary>
internal sealed class LockPlay : ILockFiles, IAsyncDisposable
{
    public const string Machine = "db1";

    private readonly HashSet<string> _files;

    /// <param name="connection">libpq's text; the target is `db`.</param>
    /// <param name="files">Those that the runs of one machine share.</param>
    public LockPlay(string connection, string run, HashSet<string>? files = null, string name = "nightly", params string[] more)
    {
        _files = files ?? [];
        Locks = new(
            [new SessionTarget("db", Settings(connection), [], "db", false)], [name, .. more], new(run, "tester", Machine), this, TimeProvider.System, Taken.Add);
    }

    public RunLocks Locks { get; }

    public List<JournalEvent> Taken { get; } = [];

    /// <summary>Runs whose programs are gone.</summary>
    public List<string> Dead { get; } = [];

    public async Task<string?> HoldAsync() => (await Locks.HoldAsync(CancellationToken.None))?.Code;

    (IDisposable? Held, Diagnostic? Problem) ILockFiles.Try(string target, string name, LockHolder holder) =>
        _files.Add(name) ? (new File(_files, name), null) : (null, Problems.LockFileHeld(name, target, "another run"));

    bool? ILockFiles.IsAlive(string run) => !Dead.Contains(run);

    public ValueTask DisposeAsync() => Locks.DisposeAsync();

    private static Steps.Targets.Settings.ConnectionSettings Settings(string connection)
    {
        using var host = new TestHost();
        var problems = new DiagnosticBag();
        return new LibpqRules(host).Complete(ConnectionString.Parse(connection, new("test"), problems)!, problems)!;
    }

    private sealed class File(HashSet<string> files, string name) : IDisposable
    {
        public void Dispose() => files.Remove(name);
    }
}
