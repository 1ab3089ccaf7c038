using System.Diagnostics;
using System.Globalization;

namespace SomaBrain.Runbooks.Steps.Tests.Fuzzing;

/// <summary>
/// How long the fuzzers go on: a few seconds, and SOAK_FACTOR times that under `./build soak`. A failure prints its seed, and
/// `CsCheck_Seed=…` in the environment begins with it.
/// </summary>
internal static class Soak
{
    public static int Factor { get; } = int.TryParse(Environment.GetEnvironmentVariable("SOAK_FACTOR"), NumberStyles.None, CultureInfo.InvariantCulture, out var factor) ? factor : 1;

    /// <summary>What one input may allocate.</summary>
    public const long Memory = 64L * 1024 * 1024;

    /// <summary>What one input may take of a processor. Told, never asserted.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromMilliseconds(200);

    private static readonly Lock Gate = new();
    private static double _slowest;

    /// <summary>Runs <paramref name="act"/>, and fails when it allocates more than is allowed.</summary>
    /// <param name="memory">In all, what was collected meanwhile included.</param>
    public static void Within(string input, Action act, long memory = Memory)
    {
        var (before, watch) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        act();
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken < memory, $"{taken} bytes for {input.Length} characters, {memory} are allowed");
        lock (Gate)
        {
            if (watch.Elapsed / Time is var ratio && ratio > _slowest)
            {
                _slowest = ratio;
                TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"slowest so far: {ratio:0.00} of the time allowed, {input.Length} characters"));
            }
        }
    }
}
