using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Steps.Locks;

namespace SomaBrain.Runbooks.Cli.State;

/// <summary>Locks between the runs of this machine: files under the state directory, gone with the process that has them.</summary>
public sealed class LockFiles(StateDirectory state) : ILockFiles
{
    private const int Longest = 512;

    public (IDisposable? Held, Diagnostic? Problem) Try(string target, string name, LockHolder holder)
    {
        var path = Path.Combine(state.Inner, "locks", $"{JournalLine.Hash(System.Text.Encoding.UTF8.GetBytes($"{target}\n{name}"))[..32]}.lock");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, StateDirectory.OwnerOnly);
            if (ExclusiveLock.Try(path) is not { } file)
            {
                return (null, Problems.LockFileHeld(name, target, LockHolder.Parse(ReadHolder($"{path}.holder"))?.ToString() ?? "another run"));
            }

            File.WriteAllText($"{path}.holder", holder.ApplicationName);
            return (file, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, Problems.LockFileUnusable(path, FileTrouble.Of(e)));
        }
    }

    public bool? IsAlive(string run) => RunId.Is(run) && Directory.Exists(Path.Combine(state.Path, run)) ? new RunDirectory(state.Path, run).InUse : null;

    /// <summary>Beside the lock: the locked file itself cannot be read by others.</summary>
    private static string ReadHolder(string path) => File.Exists(path) && new FileInfo(path).Length <= Longest ? File.ReadAllText(path) : "";
}
