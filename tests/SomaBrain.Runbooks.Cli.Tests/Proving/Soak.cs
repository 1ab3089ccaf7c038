using System.Globalization;

namespace SomaBrain.Runbooks.Cli.Tests.Proving;

/// <summary>How long campaigns go on: as long as a build can bear, and SOAK_FACTOR times that under `./build soak`.</summary>
internal static class Soak
{
    public static int Factor { get; } = int.TryParse(Environment.GetEnvironmentVariable("SOAK_FACTOR"), NumberStyles.None, CultureInfo.InvariantCulture, out var factor) ? factor : 1;
}
