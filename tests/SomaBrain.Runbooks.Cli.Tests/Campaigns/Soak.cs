using System.Diagnostics;
using System.Globalization;

namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <summary>
/// How much of a campaign is gone through: a few of its cases in an ordinary test, each of them with SOAK_SEEDS seeds (20 unless set)
/// under `./build soak`. A failure names what repeats it: `SOAK_CASE=… SOAK_SEED=…`.
/// </summary>
internal static class Soak
{
    private const int Told = 20;

    private static readonly string? Only = Environment.GetEnvironmentVariable("SOAK_CASE");
    private static readonly int? Seed = Number("SOAK_SEED");
    private static readonly int Seeds = Number("SOAK_SEEDS") ?? 20;

    /// <summary>Whether all is gone through, or a few cases.</summary>
    public static bool IsWhole { get; } = Number("SOAK_FACTOR") is > 1;

    /// <param name="sample">How many cases in an ordinary test: evenly apart, beginning anywhere.</param>
    /// <param name="seeds">How many seeds of a whole campaign; null: SOAK_SEEDS.</param>
    public static async Task EachAsync<T>(KillLab lab, IReadOnlyList<T> cases, int sample, Func<T, Random, Task> act, int? seeds = null)
        where T : notnull
    {
        var (watch, done) = (Stopwatch.StartNew(), 0);
        List<string> failures = [];
        foreach (var (one, seed) in Chosen(cases, sample, seeds ?? Seeds))
        {
            await lab.ForgetAsync();
            try
            {
                await act(one, new Random(seed));
                await lab.RecordIsTrueAsync();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failures.Add($"SOAK_CASE={one} SOAK_SEED={seed}\n{lab.Story}\n{e.Message}\n");
                Say($"FAILED {failures[^1]}");
            }

            if (++done % 100 == 0)
            {
                Say($"{done} cases, {failures.Count} failed");
            }

            if (failures.Count == (IsWhole ? Told : 1))
            {
                break;
            }
        }

        Say($"{done} cases of {cases.Count} points, {failures.Count} failed, {lab.Doubts} doubts, {lab.Unreached} not reached");
        Assert.True(failures.Count == 0, string.Join('\n', failures));

        void Say(string what) => TestContext.Current.TestOutputHelper?.WriteLine($"{watch.Elapsed:h\\:mm\\:ss} {what}");
    }

    private static IEnumerable<(T Case, int Seed)> Chosen<T>(IReadOnlyList<T> cases, int sample, int seeds)
        where T : notnull
    {
        var first = Seed ?? (IsWhole ? 0 : Random.Shared.Next(1000));
        if (Only is not null)
        {
            return cases.Where(one => one.ToString() == Only).Select(one => (one, first));
        }

        if (IsWhole)
        {
            return from seed in Enumerable.Range(first, seeds) from one in cases select (one, seed);
        }

        var (begin, step) = (Random.Shared.Next(cases.Count), Math.Max(1.0, (double)cases.Count / sample));
        return Enumerable.Range(0, Math.Min(sample, cases.Count)).Select(i => (cases[(begin + (int)(i * step)) % cases.Count], first));
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
