using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Scratch;
using SomaBrain.Runbooks.Steps.Secret;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Steps.Targets.Facts;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Steps.Targets.Options;
using SomaBrain.Runbooks.Steps.Tests.Targets;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>A playbook of a few lines, read and run by the real reader and loop on a real server.</summary>
internal sealed class SqlPlay : ILateBinding, IAsyncDisposable
{
    public const string RunId = "20261122T164012Z-abcd1234";

    private readonly RunControl _control = new();

    /// <param name="connection">libpq's text; it becomes the target `db`.</param>
    public SqlPlay(string connection, bool waitsOnce = false)
    {
        Bind("db", connection);
        Sessions = new SqlSessions(Targets, Connected.Add, this) { WaitsOnce = waitsOnce };
    }

    public SqlPlay(ScratchServer server, string database, string user = "postgres")
        : this(server.ConnectionStringFor(database, user))
    {
    }

    public List<SessionTarget> Targets { get; } = [];

    public SqlSessions Sessions { get; }

    public List<JournalEvent> Connected { get; } = [];

    public PlayJournal Journal { get; init; } = new();

    public Dictionary<string, Value> Parameters { get; } = new(StringComparer.Ordinal);

    public Masker Masker { get; init; } = Masker.None;

    public IOperator Operator { get; init; } = new NobodyThere();

    public SecretOrigins Origins { get; init; } = SecretOrigins.None;

    public IMetricHistory History { get; init; } = new NoMetricHistory();

    public bool IsDryRun { get; init; }

    /// <summary>What an earlier part of the run wrote, as it is read from a journal.</summary>
    public IReadOnlyList<JournalEvent> Earlier { get; init; } = [];

    /// <summary>What the last run told of its steps, by name.</summary>
    public PlayTrace Trace { get; private set; } = new();

    public RunControl Control => _control;

    /// <summary>Where it plays, for tests that look there themselves.</summary>
    public string? Database { get; init; }

    public void Bind(string name, string connection, bool mayBeDown = false, ServerRole role = ServerRole.Any, bool isLocal = false) =>
        Targets.Add(new(name, Settings(connection), [new TargetRequirement(name, role)], connection, mayBeDown) { IsLocal = isLocal });

    (SessionTarget? Target, Diagnostic? Problem) ILateBinding.Bind(TargetDeclaration target, string connection) =>
        (new(target.Name, Settings(connection), [TargetRequirement.Of(target)], connection, target.MayBeDown) { IsLocal = target.IsLocal }, null);

    private static Steps.Targets.Settings.ConnectionSettings Settings(string connection)
    {
        using var host = new TestHost();
        var problems = new DiagnosticBag();
        var options = ConnectionString.Parse(connection, new("test"), problems);
        return new LibpqRules(host).Complete(options!, problems)!;
    }

    /// <summary>The problems of a playbook that cannot be read; empty when it can.</summary>
    public static IReadOnlyList<Diagnostic> Lint(string yaml)
    {
        var problems = new DiagnosticBag();
        new PlaybookReader(BuiltInSteps.ForReading()).Read(new Source("play.yaml", yaml), problems);
        return [.. problems];
    }

    /// <summary>Runs a list of steps: `- sql: SELECT 1`.</summary>
    public Task<RunEnd> StepsAsync(string steps, string top = "") => RunAsync(Yaml(steps, top));

    /// <summary>Runs one `sql` step called `it`.</summary>
    public async Task<Outcome> SqlAsync(string sql, string options = "", string top = "")
    {
        var indented = string.Join('\n', sql.Split('\n').Select(line => $"    {line}"));
        await StepsAsync($"- id: it\n{(options.Length > 0 ? $"  {options}\n" : "")}  sql: |\n{indented}", top);
        return Trace["it"];
    }

    /// <param name="earlier">The journal of the run's first part, when it is resumed.</param>
    public async Task<RunEnd> RunAsync(string yaml, IEnumerable<JournalEvent>? earlier = null)
    {
        Trace = new();
        var (catalog, setup) = Set(yaml, new(earlier ?? Earlier, _ => null), IsDryRun);
        return await new Runner(catalog, IsDryRun ? new DryRunExecutor() : new LiveExecutor(), setup, _control, Trace).RunAsync();
    }

    /// <summary>A dry run of a list of steps.</summary>
    public async Task<Plan> PlanAsync(string steps, string top = "")
    {
        var (catalog, setup) = Set(Yaml(steps, top), Recorded.Nothing, dryRun: true);
        var builder = new PlanBuilder();
        var end = await new Runner(catalog, new DryRunExecutor(), setup, _control, builder).RunAsync();
        return builder.Build(setup.Playbook, setup.Parameters, [], end);
    }

    public static string Yaml(string steps, string top = "") => $"runbook: 1\ntitle: play\n{top}{(top.Length > 0 ? "\n" : "")}steps:\n{Indent(steps)}";

    private (StepCatalog Catalog, RunSetup Setup) Set(string yaml, Recorded recorded, bool dryRun)
    {
        var problems = new DiagnosticBag();
        var catalog = BuiltInSteps.Create(Sessions, new(Masker), History, Origins);
        var playbook = new PlaybookReader(catalog).Read(new Source("play.yaml", yaml), problems);
        Assert.True(playbook is not null, string.Join('\n', problems.Select(problem => $"{problem.Span} {problem.Code} {problem.Message}")));
        var parameters = playbook.Parameters.ToDictionary(parameter => parameter.Name, parameter => Parameters.GetValueOrDefault(parameter.Name) ?? parameter.Default ?? Value.Null.Instance);
        return (catalog, new(RunId, playbook, parameters, Sessions, Operator, "tester", Journal, TimeProvider.System, DateTimeOffset.UnixEpoch, dryRun, recorded));
    }

    public async ValueTask DisposeAsync()
    {
        await Sessions.DisposeAsync();
        _control.Dispose();
    }

    private static string Indent(string steps) => string.Join('\n', steps.Split('\n').Select(line => $"  {line}"));
}
