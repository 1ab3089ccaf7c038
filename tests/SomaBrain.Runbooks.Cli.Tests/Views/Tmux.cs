using System.Diagnostics;
using System.Globalization;

namespace SomaBrain.Runbooks.Cli.Tests.Views;

/// <summary>A real terminal of the test's own, 80×24 unless said, which nobody sees.</summary>
internal sealed class Tmux : IDisposable
{
    private readonly string _socket = $"rb-{Guid.NewGuid():N}";

    public Tmux(string command, int columns = 80, int rows = 24) => Run(
        "-f", "/dev/null", "new-session", "-d", "-x", Number(columns), "-y", Number(rows), "-s", "view",
        "-e", "LC_ALL=C.UTF-8", $"{command}; sleep 60");

    /// <summary>What the terminal shows, with all that went out of it at the top; wrapped lines are joined.</summary>
    public string[] Lines() => [.. Run("capture-pane", "-p", "-J", "-S", "-", "-t", "view").TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())];

    public string Cursor() => Run("display-message", "-p", "-t", "view", "#{cursor_flag}").Trim();

    public void Resize(int columns) => Run("resize-window", "-t", "view", "-x", Number(columns));

    public void Keys(params string[] keys) => Run(["send-keys", "-t", "view", .. keys]);

    public void Dispose() => Run("kill-server");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Run(params string[] arguments)
    {
        using var tmux = Process.Start(new ProcessStartInfo("tmux", ["-u", "-L", _socket, .. arguments]) { RedirectStandardOutput = true })!;
        var output = tmux.StandardOutput.ReadToEnd();
        tmux.WaitForExit();
        return output;
    }
}
