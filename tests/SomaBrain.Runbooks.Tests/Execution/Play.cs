using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Steps.Block;
using SomaBrain.Runbooks.Steps.Call;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Execution;

/// <summary>One playbook, run with steps that do what the test says.</summary>
internal sealed class Play : ITargets, IOperator, IPlaybooks
{
    private static readonly SourceSpan Nowhere = new Source("", "").Span(0, 0);

    private readonly Dictionary<string, Source> _opened = [];

    public List<string> Acts { get; } = [];

    public JournalTape Journal { get; } = new();

    public RunControl Control { get; } = new();

    public FakeTimeProvider Time { get; } = new() { AutoAdvanceAmount = TimeSpan.Zero };

    /// <summary>How a step ends; null: well, with its text as `value`.</summary>
    public Func<string, Outcome?> Does { get; set; } = _ => null;

    /// <summary>What is found out of an act whose end is not on record.</summary>
    public Func<OpenAttempt, Settlement>? Settles { get; init; }

    public Func<string, StepContext, CancellationToken, ValueTask<Outcome?>>? DoesAsync { get; init; }

    public Dictionary<string, Value> Parameters { get; } = [];

    public Func<string, Evaluated> Member { get; init; } = _ => new Value.Boolean(true);

    public IEnumerable<JournalEvent> Earlier { get; init; } = [];

    /// <summary>Whether the run is only brought to its end.</summary>
    public bool GivesUp { get; init; }

    /// <summary>Playbooks that can be called, without their head.</summary>
    public Dictionary<string, string> Files { get; init; } = [];

    public Plan? Plan { get; private set; }

    IReadOnlyCollection<string> ITargets.Names => ["db"];

    public static Value.Row Row(Value value) => new([new("value", value)]);

    public static Outcome Fails(Changed changed = Changed.None, string? sqlState = null) => new Outcome.Failed(Why("RB999") with { SqlState = sqlState }, changed);

    public static Outcome No() => new Outcome.SaidNo(Why("RB410"), Row(new Value.Boolean(false)));

    public static Outcome Writes(Value? value = null) => new Outcome.Succeeded(Row(value ?? Value.Null.Instance), Changed.Yes);

    public static Outcome Gives(Value value) => new Outcome.Succeeded(Row(value));

    public static Diagnostic Why(string code) => new(code, Severity.Error, Nowhere, "wrong", "mend it");

    /// <summary>`a=write b=fail`: what the acts do, by their first word.</summary>
    public static Play Scripted(string script, IEnumerable<JournalEvent>? earlier = null)
    {
        var ends = script.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('=')).ToDictionary(word => word[0], word => word[1], StringComparer.Ordinal);
        return new()
        {
            Earlier = earlier ?? [],
            Does = text => ends.GetValueOrDefault(text.Split(' ')[0]) switch
            {
                "write" => Writes(),
                "fail" => Fails(sqlState: "42P01"),
                "no" => No(),
                "doubt" => new Outcome.InDoubt(Why("RB402")),
                "declined" => new Outcome.Declined("me"),
                "pause" => new Outcome.Paused("go?"),
                _ => null,
            },
        };
    }

    ValueTask<Evaluated> ITargets.MemberAsync(string target, string member, CancellationToken ct) => new(Member(member));

    ValueTask<Answer> IOperator.ConfirmAsync(Confirmation confirmation, CancellationToken ct) => throw new InvalidOperationException();

    ValueTask<Answer> IOperator.AskAsync(Question question, CancellationToken ct) => throw new InvalidOperationException();

    string IPlaybooks.Identity(Source playbook) => playbook.Name;

    Source? IPlaybooks.Open(MappedText path, Source caller, DiagnosticBag problems)
    {
        if (Files.TryGetValue(path.Content, out var text))
        {
            return _opened.TryGetValue(path.Content, out var known) ? known : _opened[path.Content] = new(path.Content, $"runbook: 1\ntitle: t\n{text}");
        }

        problems.Add(Problems.CalleeNotReadable(path.Whole, path.Content, "there is none"));
        return null;
    }

    /// <summary>What is wrong with a playbook, each as `RBnnn FILE:LINE`.</summary>
    public IEnumerable<string> Lint(string text)
    {
        var problems = new DiagnosticBag();
        new PlaybookReader(new StepCatalog([new ActKind(ActAsync, Settles), new ForkKind(), new BlockStepKind(), new CallStepKind()]), this)
            .Read(new Source("p.yaml", $"runbook: 1\ntitle: t\n{text}"), problems);
        return problems.Select(problem => $"{problem.Code} {problem.Span!.File}:{problem.Span.Start.Line}");
    }

    public async Task<RunEnd> RunAsync(string steps, bool dryRun = false)
    {
        var catalog = new StepCatalog([new ActKind(ActAsync, Settles), new ForkKind(), new BlockStepKind(), new CallStepKind()]);
        var problems = new DiagnosticBag();
        var text = steps.Contains("steps:", StringComparison.Ordinal) ? steps : $"steps:\n{steps}";
        var playbook = new PlaybookReader(catalog, this).Read(new Source("p.yaml", $"runbook: 1\ntitle: t\n{text}"), problems);
        Assert.Empty(problems.Select(problem => $"{problem.Code} {problem.Span!.Start} {problem.Message}"));
        foreach (var parameter in playbook!.Parameters.Where(parameter => parameter.Default is not null))
        {
            Parameters.TryAdd(parameter.Name, parameter.Default!);
        }

        var setup = new RunSetup(
            "run1", playbook, Parameters, this, this, "me", Journal, Time, Time.GetUtcNow(), dryRun, new Recorded(Earlier, _ => null))
        {
            GivesUp = GivesUp,
        };
        var builder = new PlanBuilder();
        IStepExecutor executor = dryRun ? new DryRunExecutor() : new LiveExecutor();
        var end = await new Runner(catalog, executor, setup, Control, builder).RunAsync();
        Plan = builder.Build(playbook, Parameters, ImmutableArray<KeyValuePair<string, string>>.Empty, end);
        return end;
    }

    /// <summary>Runs while the clock of the run goes on by itself.</summary>
    public async Task<RunEnd> RunTimedAsync(string steps, TimeSpan tick, bool dryRun = false)
    {
        var run = Task.Run(() => RunAsync(steps, dryRun));
        while (!run.IsCompleted)
        {
            await Task.WhenAny(run, Task.Delay(1));
            Time.Advance(tick);
        }

        return await run;
    }

    private async ValueTask<Outcome> ActAsync(string text, StepContext context, CancellationToken ct)
    {
        lock (Acts)
        {
            Acts.Add(text);
        }

        var outcome = DoesAsync is null ? Does(text) : await DoesAsync(text, context, ct);
        return outcome ?? Gives(new Value.Text(text));
    }
}
