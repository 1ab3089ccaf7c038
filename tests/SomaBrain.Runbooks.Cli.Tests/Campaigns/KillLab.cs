using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using CrashHost;
using Npgsql;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <summary>The twelve steps in a folder, a database with their ledger, and the program that breaks at a line of its journal.</summary>
internal sealed partial class KillLab : IDisposable
{
    public const int Killed = 137;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string Host = Path.Combine(AppContext.BaseDirectory, "CrashHost");

    private readonly string _database;
    private readonly string _target;
    private ScratchServer _server;
    private readonly Web _web;
    private readonly List<string> _story = [];

    private KillLab(ScratchServer server, string database, ScratchServer? other)
    {
        (_server, _database) = (server, database);
        _target = other is null ? server.ConnectionStringFor(database)
            : string.Create(CultureInfo.InvariantCulture, $"host={server.Host},{other.Host} port={server.Port},{other.Port} user=postgres dbname={database} target_session_attrs=read-write");
        _web = new(() => ExecuteAsync("INSERT INTO ledger VALUES ('http')"));
        Folder.Write("x.yaml", Twelve.Playbook(_web.Address, Folder.Path));
        Folder.Write("callee.yaml", Twelve.Callee);
    }

    public TempFolder Folder { get; } = new();

    public string Story => string.Join("\n", _story);

    private string State => Folder["state"];

    private RunDirectory Directory => new(State, Path.GetFileName(System.IO.Directory.EnumerateDirectories(State, "2*").Single()));

    /// <param name="other">Takes the first one's place when it is promoted.</param>
    public static async Task<KillLab> CreateAsync(ScratchServer server, string database, ScratchServer? other = null)
    {
        await server.ExecuteAsync($"CREATE DATABASE {database} TEMPLATE template0", "postgres", "postgres", CancellationToken.None);
        await server.ExecuteAsync("CREATE TABLE ledger (step text)", database, "postgres", CancellationToken.None);
        await server.ExecuteAsync("CREATE TABLE others (i int)", database, "postgres", CancellationToken.None);
        return new(server, database, other);
    }

    public void IsServedBy(ScratchServer server) => _server = server;

    /// <summary>As if nothing had happened.</summary>
    public async Task ForgetAsync()
    {
        _story.Clear();
        if (System.IO.Directory.Exists(State))
        {
            System.IO.Directory.Delete(State, recursive: true);
        }

        File.Delete(Folder["secrets"]);
        await ExecuteAsync("TRUNCATE ledger");
    }

    public RunbookResult Run(Break breaks, int line) => Start(breaks, line, "run", "x.yaml", _target).Ends();

    public RunningRunbook StartRun() => Start(Break.None, 0, "run", "x.yaml", _target);

    public RunningRunbook Start(Break breaks, int line, params string[] arguments)
    {
        _story.Add($"{breaks} {line} {string.Join(' ', arguments)}");
        var info = new ProcessStartInfo(Host, [breaks.ToString(), line.ToString(CultureInfo.InvariantCulture), .. arguments])
        {
            WorkingDirectory = Folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        foreach (var (name, value) in new[] { ("PATH", Environment.GetEnvironmentVariable("PATH")), ("HOME", Folder.Path), ("LANG", "C.UTF-8"), ("TZ", "UTC"), ("RUNBOOK_STATE", State) })
        {
            info.Environment[name] = value;
        }

        return new(Process.Start(info)!, "", Patience);
    }

    /// <summary>Resumes until the run is over. A doubt is told apart by a look at the ledger, as a person would.</summary>
    /// <param name="next">Breaks each try; it may die, too.</param>
    /// <returns>How many steps were in doubt.</returns>
    public async Task<int> FinishAsync(Func<int, (Break Breaks, int Line)> next)
    {
        var doubts = 0;
        List<string> resolved = [];
        for (var turn = 0; turn < 20; turn++)
        {
            var (breaks, line) = next(turn);
            var result = Start(breaks, line, ["resume", "last", .. resolved]).Ends();
            _story.Add($"{result.ExitCode}: {result.Errors.Trim()}");
            resolved.Clear();
            switch (result.ExitCode)
            {
                case 0:
                    return doubts;
                case 3 when Over().IsMatch(result.Errors): // it died after its last line, or before its first
                    return doubts;
                case 7 when Doubt().Match(result.Errors) is { Success: true } doubt:
                    doubts++;
                    var key = doubt.Groups["key"].Value;
                    resolved.Add($"{key}={(await HasRowAsync(Twelve.Row(key)) ? "done" : "not-done")}");
                    break;
                case Killed or 1 or 6 or 7 or 10 when breaks != Break.None:
                    break;
                default:
                    Assert.Fail($"{result.ExitCode}\n{Story}\n{result.Output}");
                    break;
            }
        }

        Assert.Fail($"it never ends\n{Story}");
        return doubts;
    }

    /// <summary>Each row once, and the journal is whole. A run that never began has done nothing.</summary>
    public async Task IsWholeAsync()
    {
        var rows = await RowsAsync();
        if (rows.Length == 0 && IsUnborn())
        {
            return;
        }

        Assert.True(rows.Order().SequenceEqual(Twelve.Rows.Order()), $"{string.Join(", ", rows)}\n{Story}");
        var verdict = new StateDirectoryReading(State).Verify(Directory);
        Assert.True(verdict.ExitCode == 0, $"{verdict}\n{Story}");
    }

    /// <summary>What the journal calls done is there once, and nothing else is.</summary>
    public async Task RecordIsTrueAsync()
    {
        var rows = await RowsAsync();
        if (rows.Length == 0 && IsUnborn())
        {
            return;
        }

        List<string> recorded = [];
        using (var journal = Directory.ReadJournal())
        {
            var entries = new JournalReader(journal).Entries().Select(entry => entry.Event).ToList();
            var writes = entries.OfType<JournalEvent.StepIntent>().Where(intent => intent.Effect != "read" && intent.StepKind is "sql" or "shell" or "http").Select(intent => intent.Step).ToHashSet();
            recorded.AddRange(entries.OfType<JournalEvent.StepOutcome>().Where(end => end.Changed == Changed.Yes && writes.Contains(end.Step)).Select(end => Twelve.Row(end.Step)));
            recorded.AddRange(entries.OfType<JournalEvent.StepSkipped>().Where(skipped => skipped.Reason.StartsWith("already done", StringComparison.Ordinal)).Select(skipped => Twelve.Row(skipped.Step)));
        }

        Assert.True(rows.Order().SequenceEqual(recorded.Order()), $"there: {string.Join(", ", rows)}\nrecorded: {string.Join(", ", recorded)}\n{Story}");
    }

    public Task ExecuteAsync(string sql) => _server.ExecuteAsync(sql, _database, "postgres", CancellationToken.None);

    public async Task<string[]> RowsAsync()
    {
        await using var connection = await _server.OpenAsync(_database, "postgres", CancellationToken.None);
        await using var command = new NpgsqlCommand("SELECT coalesce(string_agg(step, ','), '') FROM ledger", connection);
        return ((string)(await command.ExecuteScalarAsync())!).Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose()
    {
        _web.Dispose();
        Folder.Dispose();
    }

    /// <summary>The site log does not know it, or its journal has no line: it died before anything was executed.</summary>
    private bool IsUnborn() => !System.IO.Directory.Exists(State) || !System.IO.Directory.EnumerateDirectories(State, "2*").Any()
        || new StateDirectoryReading(State).Entries(Directory.Run) == 0;

    private async Task<bool> HasRowAsync(string row) => (await RowsAsync()).Contains(row);

    [GeneratedRegex(@"error\[RB(907|512|525|505)\]")]
    private static partial Regex Over();

    [GeneratedRegex(@"--resolve '(?<key>[^=]+)=done")]
    private static partial Regex Doubt();
}
