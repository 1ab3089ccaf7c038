using System.Diagnostics;
using Npgsql;
using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Scratch.Tests;

/// <summary>What the tests of this project share.</summary>
internal static class Setting
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A bare cluster from the shared templates.</summary>
    public static ScratchOptions Bare { get; } = new() { StateDirectory = ScratchFixture.StateDirectory, Content = ScratchContent.Empty };

    public static ScratchOptions Loaded { get; } = Bare with { Content = ScratchContent.Data };

    public static async Task<T> AskAsync<T>(this ScratchServer server, string sql, string database = "postgres")
    {
        await using var connection = await server.OpenAsync(database, "postgres", Token);
#pragma warning disable CA2100 // Review SQL queries for security vulnerabilities: constants of the tests
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return (T)(await command.ExecuteScalarAsync(Token))!;
    }

    /// <summary>Looks again until it is so; fails after twenty seconds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"never happened: {what}");
            await Task.Delay(20, Token);
        }
    }

    public static Task UntilAsync(Func<bool> isSo, string what) => UntilAsync(() => Task.FromResult(isSo()), what);

    /// <summary>All processes that work in a directory or below it.</summary>
    public static int[] ProcessesIn(string directory) =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _))
            .Where(name => Link($"/proc/{name}/cwd")?.StartsWith(directory, StringComparison.Ordinal) == true)
            .Select(name => int.Parse(name!))];

    private static string? Link(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
