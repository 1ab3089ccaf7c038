using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Processes;

namespace SomaBrain.Runbooks.Cli.Proving;

/// <summary>
/// The signature over a closed journal, `journal.jsonl.sig`, made and checked by the stock `ssh-keygen`, so that keys of agents
/// and of hardware work, and an auditor needs no program of ours.
/// </summary>
public static class Seal
{
    /// <summary>What the signature is for: one made for something else is none.</summary>
    public const string Purpose = "runbook-journal";

    /// <summary>A key may have to be touched.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static string FileOf(string journal) => $"{journal}.sig";

    /// <summary>Replaces a seal that was there. Null when it is on disk; else why it is not.</summary>
    public static string? Sign(string journal, string key)
    {
        var (signature, why) = Ask(journal, "-Y", "sign", "-n", Purpose, "-f", key);
        if (signature is null)
        {
            return why;
        }

        try
        {
            File.Delete(FileOf(journal));
            KeptFile.Write(Path.GetDirectoryName(journal)!, Path.GetFileName(FileOf(journal)), Encoding.ASCII.GetBytes(signature));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return FileTrouble.Of(e);
        }
    }

    /// <param name="signers">OpenSSH's `allowed_signers`; null when nobody said whose seals count.</param>
    /// <param name="at">When it was closed: keys count that were allowed then.</param>
    public static SealCheck Check(string journal, string? signers, DateTimeOffset at)
    {
        var seal = FileOf(journal);
        if (!File.Exists(seal))
        {
            return new SealCheck.None();
        }

        var (said, why) = Ask(journal, "-Y", "check-novalidate", "-n", Purpose, "-s", seal);
        if (said is null)
        {
            return new SealCheck.Broken(why!);
        }

        var key = said.TrimEnd().Split(' ')[^1];
        if (signers is null)
        {
            return new SealCheck.By(key, null);
        }

        var then = $"-Overify-time={at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}Z";
        var (principals, _) = Ask(journal, "-Y", "find-principals", "-f", signers, "-s", seal, then);
        var principal = (principals ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(one => Ask(journal, "-Y", "verify", "-f", signers, "-I", one, "-n", Purpose, "-s", seal, then).Said is not null);
        return principal is null ? new SealCheck.Stranger(key) : new SealCheck.By(key, principal);
    }

    /// <summary>`ssh-keygen` with the journal as its input.</summary>
    /// <returns>What it printed, or why it failed.</returns>
    private static (string? Said, string? Why) Ask(string journal, params ImmutableArray<string> arguments)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LC_ALL"] = "C.UTF-8",
            // Nobody is asked for a passphrase in the middle of a run: a key that has one is the agent's.
            ["SSH_ASKPASS"] = "/bin/false",
            ["SSH_ASKPASS_REQUIRE"] = "force",
        };
        foreach (var name in new[] { "PATH", "HOME", "SSH_AUTH_SOCK" })
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                environment[name] = value;
            }
        }

        var request = new ProcessRequest(["sh", "-c", "file=$1; shift; exec ssh-keygen \"$@\" <\"$file\"", "sh", journal, .. arguments], environment) { RunId = "seal", Timeout = Patience };
        return ProcessRun.Run(request, CancellationToken.None) switch
        {
            ProcessOutcome.NotStarted fault => (null, fault.Message),
            ProcessOutcome.Ended { Ending: ProcessEnding.Ended, ExitCode: 0 } ended => (ended.Stdout.Text, null),
            ProcessOutcome.Ended { Ending: ProcessEnding.Ended } ended => (null, Reason(ended)),
            _ => (null, $"ssh-keygen took longer than {Patience.TotalSeconds} s"),
        };
    }

    private static string Reason(ProcessOutcome.Ended ended) =>
        $"{ended.Stderr.Text}\n{ended.Stdout.Text}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault()
        ?? $"ssh-keygen ended with exit code {ended.ExitCode}";
}
