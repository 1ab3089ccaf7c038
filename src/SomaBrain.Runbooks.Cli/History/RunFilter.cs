using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Views;

namespace SomaBrain.Runbooks.Cli.History;

/// <summary>Which runs are listed. What is not asked for lets every run through.</summary>
/// <param name="Statuses">Any of these.</param>
/// <param name="Playbook">Its path, the end of its path, or its name.</param>
/// <param name="Target">The name of a target, or part of what it was bound to.</param>
/// <param name="Since">Runs that began then or later.</param>
public sealed record RunFilter(ImmutableArray<string> Statuses, string? Playbook, string? Target, DateTimeOffset? Since)
{
    /// <summary>What `--status` takes: how a run ended, and how one is that did not.</summary>
    public static readonly ImmutableArray<string> KnownStatuses =
        [.. Journaling.Events.Words.RunStatuses.Select(status => status.Item2), "paused", "running", "unfinished", RunSummary.NeedsNewer];

    public static readonly RunFilter All = new([], null, null, null);

    /// <summary>Nothing was asked for.</summary>
    public bool IsAll => Statuses.IsEmpty && Playbook is null && Target is null && Since is null;

    public bool Lets(RunSummary run) =>
        (Statuses.IsEmpty || Statuses.Contains(run.Status))
        && (Playbook is null || IsPlaybook(run.Playbook, Playbook))
        && (Target is null || run.Targets.Any(target => target.Name == Target || target.Binding.Contains(Target, StringComparison.OrdinalIgnoreCase)))
        && (Since is null || run.Started >= Since);

    private static bool IsPlaybook(string path, string asked) =>
        path == asked || path.EndsWith($"/{asked}", StringComparison.Ordinal) || path.EndsWith($"/{asked}.yaml", StringComparison.Ordinal)
        || Path.GetFileNameWithoutExtension(path) == asked;
}
