using System.Text.RegularExpressions;
using ViewHost;

namespace SomaBrain.Runbooks.Cli.Tests.Views;

/// <summary>Thirty steps in tmux at 80×24, looked at every 100 ms.</summary>
public sealed partial class TheTreeInATerminal
{
    private static readonly string Host = Path.Combine(AppContext.BaseDirectory, "ViewHost");

    [Fact]
    public async Task No_line_is_lost_torn_or_doubled()
    {
        using var terminal = new Tmux(Host);
        var seen = await WatchAsync(terminal);
        var last = seen[^1];

        Assert.True(seen.Count > 10, $"only {seen.Count} looks");
        Assert.Equal(Enumerable.Range(1, ThirtySteps.Count), Steps(last));
        Assert.Equal("1", terminal.Cursor());
        foreach (var lines in seen[..^1].Where(lines => lines is not [""]))
        {
            var live = lines.Where(line => Live().IsMatch(line)).ToArray();
            Assert.True(live.Length <= 1, string.Join('\n', lines));
            Assert.True(live.Length == 0 || live[0] == lines[^1], string.Join('\n', lines));
            var final = lines[..^live.Length];
            Assert.Equal(last.Take(final.Length), final);
        }
    }

    [Fact]
    public async Task A_terminal_may_be_resized_meanwhile()
    {
        using var terminal = new Tmux(Host);
        var looks = 0;
        var seen = await WatchAsync(terminal, () => terminal.Resize((++looks % 6) switch { 1 => 50, 3 => 33, _ => 100 }));

        Assert.Equal(Enumerable.Range(1, ThirtySteps.Count), Steps(seen[^1]));
        Assert.DoesNotContain(seen[^1], line => Live().IsMatch(line));
    }

    [Fact]
    public async Task The_cursor_is_back_after_an_interrupt()
    {
        using var terminal = new Tmux($"{Host} 20");
        while (!terminal.Lines().Any(line => Live().IsMatch(line)))
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal("0", terminal.Cursor());
        terminal.Keys("C-c");
        while (terminal.Cursor() == "0")
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<List<string[]>> WatchAsync(Tmux terminal, Action? meanwhile = null)
    {
        List<string[]> seen = [];
        do
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            meanwhile?.Invoke();
            seen.Add(terminal.Lines());
        }
        while (!seen[^1][^1].StartsWith("head ", StringComparison.Ordinal));

        return seen;
    }

    private static IEnumerable<int> Steps(string[] lines) =>
        lines.Select(line => Step().Match(line)).Where(match => match.Success).Select(match => int.Parse(match.Groups["number"].Value));

    [GeneratedRegex("^[✓!] +(?<number>[0-9]+) ")]
    private static partial Regex Step();

    [GeneratedRegex("^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] ")]
    private static partial Regex Live();
}
