using System.Diagnostics;
using System.Security.Cryptography;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Processes;
using SomaBrain.Runbooks.Steps.Secret;
using SomaBrain.Runbooks.Steps.Targets.Libpq;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>Secrets from an environment variable, a file of mode 0600 or stricter, or what a command prints.</summary>
internal static class SecretSources
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>A vault that does not answer must not keep the operator waiting without a word.</summary>
    private static readonly TimeSpan CommandLimit = TimeSpan.FromMinutes(1);

    /// <summary>For the steps of a run.</summary>
    public static readonly SecretOrigins Origins = new(Read, RandomNumberGenerator.GetBytes);

    /// <returns>The secret, or why there is none.</returns>
    public static (string? Text, string? Why) Read(SecretSource source) => source switch
    {
        SecretSource.Variable variable => Environment.GetEnvironmentVariable(variable.Name) switch
        {
            null => (null, "the variable is not set"),
            "" => (null, "the variable is empty"),
            var value => (value, null),
        },
        SecretSource.File file => File(file.Path),
        SecretSource.Command command => Command(command),
        _ => (null, "nobody is at a terminal to type it"),
    };

    /// <summary>Whether nobody put anything there.</summary>
    public static bool IsAbsent(SecretSource source)
    {
        try
        {
            return source switch
            {
                SecretSource.Variable variable => Environment.GetEnvironmentVariable(variable.Name) is null,
                SecretSource.File file => System.IO.File.GetUnixFileMode(file.Path) < 0, // throws where there is none
                _ => false,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e is FileNotFoundException or DirectoryNotFoundException && new FileInfo(((SecretSource.File)source).Path).LinkTarget is null;
        }
    }

    private static (string? Text, string? Why) File(string path)
    {
        try
        {
            if (PlainFile.WhyNot(path) is { } other and not "it is a pipe")
            {
                return (null, other);
            }

            return (System.IO.File.GetUnixFileMode(path) & Others) != 0
                ? (null, $"others may read it: `chmod 600 {path}`")
                : NotEmpty(System.IO.File.ReadAllText(path), "the file is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, FileTrouble.Of(e));
        }
    }

    /// <summary>The operator's own command, so with the operator's own environment.</summary>
    private static (string? Text, string? Why) Command(SecretSource.Command command)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
        var request = new ProcessRequest(command.Arguments, environment) { RunId = "secret", Timeout = CommandLimit };
        return ProcessRun.Run(request, CancellationToken.None) switch
        {
            ProcessOutcome.NotStarted fault => (null, fault.Message),
            ProcessOutcome.Ended { Ending: not ProcessEnding.Ended } => (null, $"the command took longer than {CommandLimit.TotalSeconds} s"),
            ProcessOutcome.Ended { ExitCode: not 0 } failed => (null, $"the command ended with exit code {failed.ExitCode}"),
            ProcessOutcome.Ended { Stdout.IsWhole: true } ended => NotEmpty(ended.Stdout.Text, "the command printed nothing"),
            ProcessOutcome.Ended => (null, "the command printed too much"),
            _ => throw new UnreachableException(),
        };
    }

    private static (string? Text, string? Why) NotEmpty(string text, string why) => text.TrimEnd('\r', '\n') is { Length: > 0 } secret ? (secret, null) : (null, why);
}
