using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <summary>The twelve steps in a folder, a database with their ledger, and the published program, which dies where it is told to.</summary>
internal sealed partial class KillLab : IAsyncDisposable
{

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TempFolder _folder = new();
    private readonly Plot _plot;
    private readonly string _target;
    private readonly string _path;
    private readonly Ledger _ledger;
    private readonly Web _web;
    private readonly List<string> _story = [];
    private ScratchServer _server;
    private RunbookResult? _ended;

    private KillLab(Plot plot, ScratchServer server, string database, ScratchServer? other, string binaries)
    {
        _plot = plot;
        (_server, _ledger) = (server, new(() => _server!.OpenAsync(database, "postgres", CancellationToken.None)));
        _target = other is null ? server.ConnectionStringFor(database)
            : FormattableString.Invariant($"host={server.Host},{other.Host} port={server.Port},{other.Port} user=postgres dbname={database} target_session_attrs=read-write");
        _path = $"{binaries}:{Environment.GetEnvironmentVariable("PATH")}"; // psql itself, not the script of Debian in front of it
        _web = new(() => _server.ExecuteAsync("INSERT INTO ledger VALUES ('http')", database, "postgres", CancellationToken.None));
        _folder.Write("x.yaml", plot.Playbook(_web.Address, _folder.Path));
        _folder.Write("callee.yaml", Twelve.Callee);
    }

    public string Story => string.Join("\n", _story);

    /// <summary>Steps that a person had to look at, in all cases.</summary>
    public int Doubts { get; private set; }

    /// <summary>Cases in which the program came to its end before it came to the chosen call.</summary>
    public int Unreached { get; private set; }

    /// <summary>What the resumed half of an undisturbed run called.</summary>
    public CrashTrace? Resumed { get; private set; }

    /// <summary>What the last program called.</summary>
    public CrashTrace Trace => new(_folder["trace"]);

    private string State => _folder["state"];

    private RunDirectory Directory => new(State, Path.GetFileName(System.IO.Directory.EnumerateDirectories(State, "2*").Single()));

    /// <param name="cluster">Its primary is asked, and its programs are used.</param>
    /// <param name="other">Takes the primary's place when it is promoted.</param>
    /// <param name="plot">What is run; null: the twelve steps.</param>
    public static async Task<KillLab> CreateAsync(ScratchCluster cluster, string database, ScratchServer? other = null, Plot? plot = null)
    {
        await cluster.Primary.ExecuteAsync($"CREATE DATABASE {database} TEMPLATE template0", "postgres", "postgres", CancellationToken.None);
        await cluster.Primary.ExecuteAsync("CREATE TABLE ledger (step text); CREATE TABLE others (i int)", database, "postgres", CancellationToken.None);
        return new(plot ?? Twelve.Plot, cluster.Primary, database, other, cluster.BinDirectory);
    }

    /// <summary>What a run calls that nobody disturbs.</summary>
    public async Task<CrashTrace> UndisturbedAsync()
    {
        await ForgetAsync();
        Run(null).Exits(_plot.Answers is [] ? 0 : 8);
        var trace = Trace;
        if (_plot.Answers is not [])
        {
            await FinishAsync();
            Resumed = Trace;
        }

        await IsWholeAsync();
        return trace;
    }

    public async Task IsServedByAsync(ScratchServer server)
    {
        await _ledger.DisposeAsync();
        _server = server;
    }

    /// <summary>As if nothing had happened.</summary>
    public async Task ForgetAsync()
    {
        _story.Clear();
        if (System.IO.Directory.Exists(State))
        {
            System.IO.Directory.Delete(State, recursive: true);
        }

        File.Delete(_folder["secrets"]);
        await _ledger.ForgetAsync();
    }

    public RunbookResult Run(Crash? crash)
    {
        using var running = Start(crash);
        return running.Ends();
    }

    public RunningRunbook Start(Crash? crash) => Start(crash, "run", "x.yaml", "--target", _target, "--yes", "--quiet", "--as", "ann");

    /// <summary>Runs until it is killed.</summary>
    /// <returns>False when it came to its end before.</returns>
    public bool Dies(Crash crash)
    {
        var result = Run(crash);
        Assert.True(result.ExitCode is 0 or 8 or Crash.Killed, $"{result}");
        Unreached += result.ExitCode == Crash.Killed ? 0 : 1;
        return result.ExitCode == Crash.Killed;
    }

    /// <summary>Runs until it stops at the call, and acts then.</summary>
    public async Task StopsAsync(Crash point, Func<RunningRunbook, Task> act)
    {
        using var running = Start(point);
        SpinWait.SpinUntil(() => !running.IsRunning || IsStopped(running.Id), Patience);
        if (running.IsRunning)
        {
            await act(running);
        }
        else
        {
            Unreached++;
        }

        _ended = running.Ends();
    }

    /// <summary>The run that was stopped and continued has ended one way or the other; it goes on where it waits.</summary>
    public async Task EndsAsync()
    {
        var result = _ended ?? throw new InvalidOperationException("nothing was stopped");
        _story.Add($"{result.ExitCode}: {result.Errors.Trim()}");
        Assert.True(result.ExitCode is 0 or 1 or 6 or 7, $"{result}");
        if (result.ExitCode == 7)
        {
            await FinishAsync();
        }
    }

    /// <summary>After a power cut.</summary>
    public void LosePower(Random random)
    {
        if (Trace is var trace && System.IO.Directory.Exists(State) && System.IO.Directory.EnumerateDirectories(State, "2*").Any())
        {
            PowerLoss.Strike(Directory.Journal, trace.Flushed("write") ?? 0, random);
            PowerLoss.Strike(Path.Combine(State, "site.jsonl"), trace.Flushed("site-write") ?? 0, random);
        }
    }

    /// <summary>Resumes until the run is over. A doubt is told apart by a look at the ledger, as a person would.</summary>
    /// <param name="next">Breaks each try, so that it may die, too; null: it is left alone.</param>
    /// <returns>How many steps were in doubt.</returns>
    public async Task<int> FinishAsync(Func<int, Crash?>? next = null)
    {
        var doubts = 0;
        List<string> resolved = [];
        for (var turn = 0; turn < 20; turn++)
        {
            var crash = next?.Invoke(turn);
            using var running = Start(crash, ["resume", "last", "--yes", "--quiet", "--as", turn % 2 == 0 ? "bob" : "ann", .. _plot.Answers, .. resolved]);
            var result = running.Ends();
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
                    Doubts++;
                    var key = doubt.Groups["key"].Value;
                    resolved.AddRange(["--resolve", $"{key}={((await _ledger.RowsAsync()).Contains(_plot.Row(key)) ? "done" : "not-done")}", "--reason", "the test looked"]);
                    break;
                case Crash.Killed or 1 or 6 or 7 when crash is not null:
                    break;
                default:
                    Assert.Fail($"{result.ExitCode}\n{Story}\n{result.Output}");
                    break;
            }
        }

        Assert.Fail($"it never ends\n{Story}");
        return doubts;
    }

    /// <summary>One of them has the run, and the other is told so, or comes when it is over.</summary>
    public void TwoResume()
    {
        using var ann = Start(null, "resume", "last", "--yes", "--quiet", "--as", "ann");
        using var bob = Start(null, "resume", "last", "--yes", "--quiet", "--as", "bob");
        RunbookResult[] ends = [ann.Ends(), bob.Ends()];
        _story.AddRange(ends.Select(end => $"{end.ExitCode}: {end.Errors.Trim()}"));
        Assert.True(ends.Count(end => end.ExitCode == 0) == 1 && ends.Count(end => end.Errors.Contains("error[RB507]", StringComparison.Ordinal) || end.Errors.Contains("error[RB907]", StringComparison.Ordinal)) == 1, Story);
    }

    public Task<string[]> RowsAsync() => _ledger.RowsAsync();

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _web.Dispose();
        _folder.Dispose();
    }

    private RunningRunbook Start(Crash? crash, params string[] arguments)
    {
        _story.Add($"{crash?.ToString() ?? "undisturbed"} {string.Join(' ', arguments)}");
        File.Delete(_folder["trace"]);
        return Runbook.In(_folder).Within(Patience)
            .Environment("PATH", _path).Environment("RUNBOOK_STATE", State)
            .Environment("LD_PRELOAD", Crash.Library).Environment("CRASH", $"{crash}").Environment("CRASH_TRACE", _folder["trace"])
            .Start(arguments);
    }

    private static bool IsStopped(int id)
    {
        try
        {
            return File.ReadLines($"/proc/{id}/status").Any(line => line.StartsWith("State:\tT", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"error\[RB(907|512|525|505)\]")]
    private static partial Regex Over();

    [GeneratedRegex(@"--resolve '(?<key>[^=]+)=done")]
    private static partial Regex Doubt();
}
