using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Cli.State;

/// <summary>Where this program keeps what must outlive it: a directory for each run, the site log, and all else under
/// `.runbook/`. Nobody but its owner may write there.</summary>
public sealed class StateDirectory
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    public const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private StateDirectory(string path)
    {
        Path = path;
    }

    public string Path { get; }

    /// <summary>For baselines, scratch clusters, keys and nonces.</summary>
    public string Inner => System.IO.Path.Combine(Path, ".runbook");

    public SiteLog SiteLog(TimeProvider time) => new(System.IO.Path.Combine(Path, "site.jsonl"), time);

    public MetricHistory Metrics => new(System.IO.Path.Combine(Inner, "baselines"));

    /// <summary>Names of the runs that have a directory, oldest first.</summary>
    public IReadOnlyList<string> Runs =>
        [.. Directory.EnumerateDirectories(Path).Select(d => System.IO.Path.GetFileName(d)).Where(RunId.Is).Order(StringComparer.Ordinal)];

    /// <summary>`$RUNBOOK_STATE`, else `$XDG_STATE_HOME/runbook`, else `~/.local/state/runbook`.</summary>
    public static string? Locate(Func<string, string?> environment)
    {
        var path = environment("RUNBOOK_STATE") is { Length: > 0 } own ? own
            : environment("XDG_STATE_HOME") is { Length: > 0 } xdg && System.IO.Path.IsPathRooted(xdg) ? System.IO.Path.Combine(xdg, "runbook")
            : environment("HOME") is { Length: > 0 } home ? System.IO.Path.Combine(home, ".local", "state", "runbook")
            : null;
        return path is not null && System.IO.Path.IsPathRooted(path) ? System.IO.Path.TrimEndingDirectorySeparator(path) : null;
    }

    /// <summary>Creates what is missing. Exactly one of the two is not null.</summary>
    public static (StateDirectory? State, Diagnostic? Problem) Open(Func<string, string?> environment)
    {
        if (Locate(environment) is not { } path)
        {
            return (null, Problems.StateDirectoryUnknown(environment("RUNBOOK_STATE")));
        }

        var state = new StateDirectory(path);
        try
        {
            Directory.CreateDirectory(path, OwnerOnly);
            if (Refusal(path) is { } refusal)
            {
                return (null, refusal);
            }

            Directory.CreateDirectory(state.Inner, OwnerOnly);
            return Refusal(state.Inner) is { } inner ? (null, inner) : (state, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, Problems.StateDirectoryUnusable(path, File.Exists(path) ? "it is a file" : FileTrouble.OfFolder(e)));
        }
    }

    /// <summary>The run that a person means, with its journal. Exactly one of the two is not null.</summary>
    public (RunDirectory? Run, Diagnostic? Problem) Find(string text) => (text == RunId.Last ? LastBegun() : RunId.Matching(text, Runs)) switch
    {
        [] => (null, Gone(text) ?? Problems.RunNotFound(text)),
        [var one] when new RunDirectory(Path, one) is var directory => File.Exists(directory.Journal) ? (directory, null) : (null, Gone(one) ?? Problems.RunNeverBegan(one)),
        var several => (null, Problems.RunAmbiguous(text, [.. several])),
    };

    /// <summary>By the order of the site log, as a clock may have been set back; by the names where it does not tell.</summary>
    private IReadOnlyList<string> LastBegun() =>
        SiteLog(TimeProvider.System).LastOpened() is { } last && RunId.Is(last.Run) ? [last.Run] : RunId.Matching(RunId.Last, Runs);

    /// <summary>Of one run that the site log knows and that is not here any more.</summary>
    private Diagnostic? Gone(string text)
    {
        var opened = SiteLog(TimeProvider.System).Read().Entries.Where(entry => entry.Kind == SiteKind.Opened).ToList();
        return RunId.Matching(text, opened.Select(entry => entry.Run)) is [var run] ? Problems.RunMissing(run, opened.First(entry => entry.Run == run).At) : null;
    }

    /// <summary>A new directory for a run that starts now.</summary>
    /// <exception cref="IOException">Nothing must take effect.</exception>
    public RunDirectory Create(TimeProvider time)
    {
        string run;
        do
        {
            run = RunId.New(time);
        }
        while (!Libc.TryMakeDirectory(System.IO.Path.Combine(Path, run), OwnerOnly));
        Libc.FlushDirectory(Path);
        return new(Path, run);
    }

    private static Diagnostic? Refusal(string path)
    {
        var mode = File.GetUnixFileMode(path);
        return mode.HasFlag(UnixFileMode.GroupWrite) || mode.HasFlag(UnixFileMode.OtherWrite)
            ? Problems.StateDirectoryOpen(path, Convert.ToString((int)mode, 8).PadLeft(4, '0'))
            : Libc.ForeignOwner(path) is { } owner ? Problems.StateDirectoryForeign(path, owner) : null;
    }
}
