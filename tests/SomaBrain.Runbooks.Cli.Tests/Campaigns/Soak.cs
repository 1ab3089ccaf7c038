using System.Globalization;

namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <summary>How often a campaign strikes: a few times in an ordinary test, thousands of times under `./build soak`.</summary>
internal static class Soak
{
    private static readonly int Factor = Number("SOAK_FACTOR") ?? 1;

    /// <param name="cases">How many in an ordinary test run.</param>
    public static async Task EachAsync(KillLab lab, int cases, Func<Random, Task> act)
    {
        var first = Number("SOAK_SEED") ?? (Environment.TickCount & 0xffffff);
        for (var i = 0; i < (Factor == 1 ? cases : cases * 6 * Factor); i++)
        {
            await lab.ForgetAsync();
            try
            {
                await act(new Random(first + i));
                await lab.RecordIsTrueAsync();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new InvalidOperationException($"SOAK_SEED={first + i} begins with it\n{lab.Story}\n{e.Message}", e);
            }
        }
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
