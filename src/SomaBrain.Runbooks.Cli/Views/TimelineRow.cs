using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>One thing that happened, for people.</summary>
/// <param name="Status">One word or two: `ok`, `failed`, `skipped`.</param>
/// <param name="What">The step with its title, or what was done.</param>
/// <param name="Details">Key result, what changed, why it failed.</param>
internal sealed record TimelineRow(DateTimeOffset At, string Status, TimeSpan? Duration, string What, ImmutableArray<string> Details);
