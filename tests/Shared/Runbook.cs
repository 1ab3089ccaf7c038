using System.Diagnostics;

namespace SomaBrain.Runbooks.Tests.Shared;

/// <summary>
/// The published native program in a folder of the test's own, with its own state, an environment that has nothing of the
/// developer's, and no terminal: `Runbook.In(temp).File("x.yaml", text).Run("run", "x.yaml").Exits(0)`.
/// </summary>
public sealed class Runbook
{
    private readonly TempFolder _folder;
    private readonly Dictionary<string, string> _environment;
    private string _input = "";
    private TimeSpan _timeout = TimeSpan.FromMinutes(1);

    private Runbook(TempFolder folder)
    {
        _folder = folder;
        _environment = new(StringComparer.Ordinal)
        {
            ["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
            ["HOME"] = folder.Path,
            ["LANG"] = "C.UTF-8",
            ["TZ"] = "UTC",
            ["RUNBOOK_STATE"] = folder["state"],
        };
    }

    public static Runbook In(TempFolder folder) => new(folder);

    public Runbook File(string name, string text)
    {
        _folder.Write(name, text);
        return this;
    }

    public Runbook Environment(string name, string value)
    {
        _environment[name] = value;
        return this;
    }

    /// <summary>What the program reads from its standard input, which is empty and closed otherwise.</summary>
    public Runbook Input(string text)
    {
        _input = text;
        return this;
    }

    /// <summary>One minute unless set. A program that takes longer is ended with all its children, and the test fails.</summary>
    public Runbook Within(TimeSpan timeout)
    {
        _timeout = timeout;
        return this;
    }

    public RunbookResult Run(params string[] arguments)
    {
        using var running = Start(arguments);
        return running.Ends();
    }

    /// <summary>For tests that send signals or look at the program while it runs.</summary>
    public RunningRunbook Start(params string[] arguments)
    {
        if (!System.IO.File.Exists(Repository.Program))
        {
            throw new FileNotFoundException($"{Repository.Program} is missing: run `./build publish` first");
        }

        return new RunningRunbook(Process.Start(StartInfo(arguments))!, _input, _timeout);
    }

    private ProcessStartInfo StartInfo(string[] arguments)
    {
        var info = new ProcessStartInfo(Repository.Program, arguments)
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        foreach (var (name, value) in _environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }
}
