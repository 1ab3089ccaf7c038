using System.Diagnostics;

namespace SomaBrain.Runbooks.Cli.Tests.Faults;

/// <summary>A folder with a playbook `x.yaml` and a state directory, and the published program in it.</summary>
internal sealed class Lab : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public TempFolder Folder { get; } = new();

    public string State => Folder["state"];

    public Runbook Program => Runbook.In(Folder).Within(Patience);

    /// <summary>The names of the runs that were begun, oldest first.</summary>
    public IReadOnlyList<string> Runs() => [.. Directory.EnumerateDirectories(State, "2*").Select(run => Path.GetFileName(run)).Order(StringComparer.Ordinal)];

    public void Dispose() => Folder.Dispose();

    /// <summary>Writes `x.yaml` with these steps.</summary>
    public Lab Steps(string steps, string head = "")
    {
        Folder.Write("x.yaml", $"runbook: 1\ntitle: test\n{head}steps:\n{steps}\n");
        return this;
    }

    public RunbookResult Run(string target, params string[] more) => Checked(Program.Run(["run", "x.yaml", "--target", target, .. more]));

    public RunningRunbook Start(string target, params string[] more) => Program.Start(["run", "x.yaml", "--target", target, .. more]);

    public RunbookResult Resume(params string[] more) => Checked(Program.Run(["resume", "last", .. more]));

    /// <summary>A script of bash in the folder, for what needs a pipe, a limit or a terminal; `$R` is the program.</summary>
    public RunningRunbook Script(string script, string input = "", params (string Name, string? Value)[] environment)
    {
        var info = new ProcessStartInfo("bash", ["-c", script])
        {
            WorkingDirectory = Folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        (string, string?)[] usual =
        [
            ("PATH", Environment.GetEnvironmentVariable("PATH")), ("HOME", Folder.Path), ("LANG", "C.UTF-8"), ("TZ", "UTC"), ("TERM", "xterm"),
            ("RUNBOOK_STATE", State), ("R", Repository.Program),
        ];
        foreach (var (name, value) in usual.Concat(environment))
        {
            info.Environment[name] = value;
        }

        return new(Process.Start(info)!, input, Patience);
    }

    /// <summary>The journal of a run that waits is whole so far.</summary>
    public Lab IsWholeSoFar()
    {
        Program.Run("verify", "last").Exits(30);
        return this;
    }

    /// <summary>The journal is whole, and the program says that it is.</summary>
    public Lab Verifies()
    {
        Program.Run("verify", "last").Exits(0).Prints("ok");
        return this;
    }

    /// <summary>A run in doubt waits until somebody knows; any other is over.</summary>
    public Lab VerifiesAfter(int code) => code == 7 ? IsWholeSoFar() : Verifies();

    public RunbookResult Show() => Checked(Program.Run("show", "last").Exits(0));

    /// <summary>Whatever happens, no stack trace and no secret.</summary>
    public static RunbookResult Checked(RunbookResult result) =>
        result.NeverShows("   at System").NeverShows("   at SomaBrain").NeverShows("   at Npgsql").NeverShows("<BaseAddress>").NeverShows("Exception").NeverShows("internal error").NeverShows(FaultServer.Password);

    /// <summary>The first line says whether anything changed, the second what to do next.</summary>
    public static RunbookResult Ends(RunbookResult result, int code, string first, string next)
    {
        Checked(result).Exits(code);
        var lines = result.Output.Split('\n');
        Assert.Equal(first, lines[0]);
        Assert.StartsWith("Next: ", lines[1], StringComparison.Ordinal);
        Assert.Contains(next, lines[1], StringComparison.Ordinal);
        return result;
    }
}
