using System.Collections.Immutable;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps.Processes;

/// <summary>A program to run, with everything it is given; nothing is inherited, and no shell is involved.</summary>
/// <param name="Arguments">The command and its arguments. A command without `/` is looked for in `PATH` of
/// <paramref name="Environment"/> (without one: `/usr/bin:/bin`); relative entries of it are not searched.</param>
/// <param name="Environment">The child's whole environment, but for <see cref="RunId"/>.</param>
public sealed record ProcessRequest(ImmutableArray<string> Arguments, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The variable by which descendants are known, wherever they went.</summary>
    public const string Marker = "RUNBOOK_RUN";

    /// <summary>
    /// Added to the environment as `RUNBOOK_RUN=id/n` with an n of this start alone: cancelling a step must not end
    /// the server that an earlier step of the same run has started.
    /// </summary>
    public required string RunId { get; init; }

    /// <summary>Null: ours.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Null: `/dev/null`. A child that does not read it all is no error.</summary>
    public ReadOnlyMemory<byte>? Stdin { get; init; }

    /// <summary>From the start to the first signal; null: none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>From SIGINT to SIGKILL.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The command that signals processes which we may not, as they are another user's: by the signal's number and theirs. Null: they
    /// are left alone.
    /// </summary>
    public Func<int, ImmutableArray<int>, ImmutableArray<string>>? SignalCommand { get; init; }

    public OutputLimits Limits { get; init; } = new();

    /// <summary>Applied to output before it is kept, cut or written, and to command lines of named processes.</summary>
    public Masker Masker { get; init; } = Masker.None;

    /// <summary>Opens the side file of a stream, at most once for each; disposed by us. Null: none, the rest is dropped.</summary>
    public Func<OutputChannel, Stream>? Spill { get; init; }

    /// <summary>Takes all of stdout as it comes, neither masked nor limited; then nothing of it is kept. Null: it is kept.</summary>
    public Stream? Stdout { get; init; }

    /// <summary>
    /// Called when the process exists, to record it: after our own death it goes on, and only its identity tells
    /// whether it still does. Its output is read after this returns. If it throws, the process is killed.
    /// </summary>
    public Action<ProcessIdentity>? Started { get; init; }
}
