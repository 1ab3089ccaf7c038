using System.Globalization;
using SomaBrain.Runbooks.Cli.Drilling.Reading;
using SomaBrain.Runbooks.Cli.Drilling.Systems;
using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Cli.Drilling;

/// <summary>Whether this machine can build what a drill needs.</summary>
internal static class Needs
{
    /// <summary>The version that is drilled unless another is asked for.</summary>
    private const int Usual = 15;

    private static readonly Lazy<Task<IReadOnlyList<PostgresBinaries>>> Found = new(() => PostgresBinaries.OfThisMachineAsync(CancellationToken.None));

    /// <summary>The server's programs, or why the drill is skipped.</summary>
    public static async Task<(PostgresBinaries? Binaries, string? Why)> FindAsync(Drill drill, int? version, CancellationToken ct)
    {
        var fitting = (await Found.Value.WaitAsync(ct))
            .Where(one => drill.System.Version?.Contains((one.Major * 10_000) + one.Minor) != false)
            .Where(one => version is null || one.Major == version)
            .OrderByDescending(one => one.Major == Usual).ThenByDescending(one => one.Major).ThenByDescending(one => one.Minor)
            .ToList();
        if (fitting is not [var binaries, ..])
        {
            var wanted = string.Join(" and ", new[] { drill.System.Version?.ToString(), version?.ToString(CultureInfo.InvariantCulture) }.OfType<string>());
            return (null, $"there is no PostgreSQL {wanted}".TrimEnd() + " here");
        }

        foreach (var need in drill.Needs.Concat(drill.System.Disk is null ? [] : ["root"]).Concat(drill.System.Pooler is null ? [] : [Pooler.Command]))
        {
            if (need == "root" ? !Environment.IsPrivilegedProcess : !await ClientPrograms.AreThereAsync(need, binaries, ct))
            {
                return (null, need == "root" ? "it needs root" : ClientPrograms.IsOfServer(need) ? $"`{need}` of PostgreSQL {binaries.Major} is not here" : $"`{need}` is not here");
            }
        }

        return (binaries, null);
    }
}
