using SomaBrain.Runbooks.Steps.Targets.Files;

namespace SomaBrain.Runbooks.Cli.Proving;

/// <summary>What an anchor knows of a run.</summary>
/// <param name="Why">Why it could not be asked; null when it answered.</param>
public sealed record AnchorAnswer(string Name, IReadOnlyList<AnchorEntry> Entries, string? Why)
{
    /// <summary>An anchor that is at hand has the end of a run within seconds.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    public static AnchorAnswer Of(IAnchor anchor, string run)
    {
        var (entries, why) = anchor.Known(run);
        return new(anchor.Name, entries ?? [], why);
    }

    /// <summary>An anchor that only the journal knows: a file is where it says, a server is nowhere.</summary>
    public static IAnchor Named(string name) => name.StartsWith(AnchorPlace.File.Prefix, StringComparison.Ordinal)
        ? new FileAnchor(name, name[AnchorPlace.File.Prefix.Length..])
        : new LostAnchor(name);

    /// <summary>What is missing there of a journal that is closed, or not; null when nothing is.</summary>
    public string? Missing(bool closed) =>
        Why is not null ? $"cannot be asked: {Why}"
        : Entries.Count == 0 ? "does not know the run"
        : closed && Entries.All(entry => entry.Event != AnchorEntry.Closed) ? "does not know the run's end"
        : null;

    /// <summary>What it knows of a journal that is closed, or not, in words; an end that came late, with its time.</summary>
    public string Knows(bool closed, DateTimeOffset closedAt) => !closed ? "knows the run"
        : Entries.First(entry => entry.Event == AnchorEntry.Closed) is var end && AnchorEntry.Time(end.At) is { } at && at - closedAt > Late ? $"knows its end, and got it late: at {end.At}, from {end.Operator} on {end.Host}"
        : "knows its end";

    private sealed class LostAnchor(string name) : IAnchor
    {
        public string Name { get; } = name;

        public string? Give(AnchorEntry entry) => Gone;

        public (IReadOnlyList<AnchorEntry>? Entries, string? Why) Known(string? run) => (null, Gone);

        private static string Gone => "no targets file names it: give `--targets`";
    }
}
