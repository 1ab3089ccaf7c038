using System.Diagnostics;

namespace SomaBrain.Runbooks.Cli.Tests.Docs;

/// <summary>
/// Commands typed one after the other in one folder, by an operator called ann whose home it is; what is printed, to whichever
/// stream, in the order in which it was.
/// </summary>
internal sealed class ConsoleSession : IDisposable
{
    private const string Demo = "./build demo";

    private readonly TempFolder _folder = new();

    public ConsoleSession()
    {
        foreach (var playbook in Directory.EnumerateFiles(Repository.At("playbooks"), "*.yaml"))
        {
            Write(Path.Combine("playbooks", Path.GetFileName(playbook)), File.ReadAllText(playbook));
        }
    }

    public void Write(string name, string text) => _folder.Write(name, text);

    /// <param name="command">`runbook …` or `./build demo`, as it stands behind the prompt.</param>
    public string Type(string command)
    {
        var words = (command == Demo ? "runbook run playbooks/health-check.yaml --target scratch" : command).Split(' ');
        Assert.Equal("runbook", words[0]);
        var info = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" 2>&1 </dev/null", Repository.Program, .. words[1..]])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
        };
        info.Environment.Clear();
        info.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        info.Environment["HOME"] = _folder.Path;
        info.Environment["TZ"] = "UTC";
        info.Environment["LANG"] = "C.UTF-8";
        info.Environment["RUNBOOK_OPERATOR"] = "ann";
        using var process = Process.Start(info)!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return printed.Replace(_folder.Path, "~", StringComparison.Ordinal).Replace($" on {Environment.MachineName},", " on ops1,", StringComparison.Ordinal)
            .Replace($"hostname=\"{Environment.MachineName}\"", "hostname=\"ops1\"", StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
