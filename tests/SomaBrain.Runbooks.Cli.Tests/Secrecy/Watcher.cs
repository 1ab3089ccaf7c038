using System.Globalization;
using System.Text;
using Npgsql;

namespace SomaBrain.Runbooks.Cli.Tests.Secrecy;

/// <summary>Looks, over and over while the program runs, at what others on this machine and on the server can see: arguments and
/// environment of its children, temporary files, `pg_stat_activity`.</summary>
internal sealed class Watcher(Sightings sightings, int program, string temporary, NpgsqlConnection observer) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task? _watching;

    public int Children { get; private set; }

    public Watcher Begin()
    {
        _watching = Task.Run(Watch);
        return this;
    }

    public void Dispose()
    {
        if (_watching is not null)
        {
            _stop.Cancel();
            _watching.GetAwaiter().GetResult();
            _watching = null;
            _stop.Dispose();
        }
    }

    private void Watch()
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; !_stop.IsCancellationRequested; round++)
        {
            foreach (var child in ChildrenOf(program).Where(HasBegun))
            {
                foreach (var file in new[] { "cmdline", "environ" })
                {
                    if (TryRead($"/proc/{child}/{file}") is { Length: > 0 } text && known.Add(text))
                    {
                        Children++;
                        sightings.Look($"{file} of a child", text);
                    }
                }
            }

            Thread.Sleep(1);
            if (round % 20 == 0)
            {
                sightings.LookInto("temporary files", temporary);
                using var command = new NpgsqlCommand("SELECT coalesce(string_agg(query || ' ' || application_name, E'\\n'), '') FROM pg_stat_activity WHERE pid <> pg_backend_pid()", observer);
                sightings.Look("pg_stat_activity", (string)command.ExecuteScalar()!);
            }
        }
    }

    /// <summary>Until it has become another program, a child shares the memory of its parent, environment included.</summary>
    private bool HasBegun(int child) => TryFollow($"/proc/{child}/exe") is { } exe && exe != TryFollow($"/proc/{program}/exe");

    private static string? TryFollow(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<int> ChildrenOf(int parent)
    {
        foreach (var task in TryList($"/proc/{parent}/task"))
        {
            foreach (var id in (TryRead($"{task}/children") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var child = int.Parse(id, CultureInfo.InvariantCulture);
                yield return child;
                foreach (var grandchild in ChildrenOf(child))
                {
                    yield return grandchild;
                }
            }
        }
    }

    private static string[] TryList(string path)
    {
        try
        {
            return Directory.GetDirectories(path);
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static string? TryRead(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
