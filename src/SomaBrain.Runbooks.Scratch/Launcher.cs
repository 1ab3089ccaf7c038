using CliWrap;
using CliWrap.Buffered;

namespace SomaBrain.Runbooks.Scratch;

/// <summary>Runs the short commands that make, start and remove a cluster.</summary>
internal static class Launcher
{
    /// <summary>
    /// A session of its own, so that the terminal's Ctrl-C does not tear a start apart before the program has seen it.
    /// (A child of ours leads no group, therefore setsid does not fork.) Where there is no setsid the postmaster still
    /// has its own session: pg_ctl sees to that.
    /// </summary>
    public static IReadOnlyList<string> OwnSession { get; } = Programs.Find("setsid") is { } setsid ? [setsid] : [];

    /// <exception cref="ScratchFailure">The command cannot be started or ends with another code than 0.</exception>
    public static async Task<string> RunAsync(IEnumerable<string> words, string? input, CancellationToken ct)
    {
        var argv = words.ToList();
        var result = await TryRunAsync(argv, input, ct);
        if (result.ExitCode != 0)
        {
            var said = (result.StandardError + result.StandardOutput).Trim();
            throw new ScratchFailure(
                $"`{string.Join(' ', argv)}` ended with code {result.ExitCode}\n{said}",
                "run the command by hand to see what it needs; a full disk and a missing permission are the usual reasons");
        }

        return result.StandardOutput;
    }

    public static async Task<BufferedCommandResult> TryRunAsync(IEnumerable<string> words, string? input, CancellationToken ct)
    {
        var argv = OwnSession.Concat(words).ToList();
        return await Cli.Wrap(argv[0])
            .WithArguments(argv.Skip(1))
            // Ours may be closed to the server's user, and initdb and pg_ctl want to know where they are.
            .WithWorkingDirectory("/")
            .WithEnvironmentVariables(Environment())
            .WithStandardInputPipe(input is null ? PipeSource.Null : PipeSource.FromString(input))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(ct);
    }

    /// <summary>PGDATA, PGSERVICE, PGOPTIONS and their like would lead the tools to another server.</summary>
    private static Dictionary<string, string?> Environment()
    {
        var changes = new Dictionary<string, string?>(StringComparer.Ordinal) { ["LC_ALL"] = "C" };
        foreach (var name in System.Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            if (name.StartsWith("PG", StringComparison.Ordinal))
            {
                changes[name] = null;
            }
        }

        return changes;
    }
}
