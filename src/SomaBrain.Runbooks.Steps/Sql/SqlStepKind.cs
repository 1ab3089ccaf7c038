using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps.Saving;
using SomaBrain.Runbooks.Steps.Secret;
using SomaBrain.Runbooks.Steps.Sql.Binding;
using SomaBrain.Runbooks.Steps.Sql.Linting;
using SomaBrain.Runbooks.Steps.Sql.Running;
using SomaBrain.Runbooks.Steps.Sql.Secrecy;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Steps.Sql.Settling;
using SomaBrain.Runbooks.Steps.Sql.Simulating;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps.Sql;

/// <param name="sessions">The servers of the run.</param>
/// <param name="secrets">Are blanked in what a server says.</param>
/// <param name="origins">Gives the salt of a verifier.</param>
public sealed class SqlStepKind(SqlSessions sessions, KnownSecrets secrets, SecretOrigins origins) : StepKind<SqlStep>, IProbeKind
{
    /// <summary>What libpq's SQL clients call a connection that could not be made; so that `retry: { on: ["08"] }` means it.</summary>
    internal const string NobodyAnswered = "08001";

    private readonly SqlSimulation _simulation = new(sessions);

    private readonly LostSessions _lost = new();

    public override string Keyword => "sql";

    public override IReadOnlyList<string> Members => ["rows", "row", "value", "count", "affected", "notices", "file", "sha256"];

    protected override IReadOnlyList<string> MembersOf(SqlStep step) => step.Save is null ? MembersKept : Members;

    private static readonly string[] MembersKept = ["rows", "row", "value", "count", "affected", "notices"];

    public override KindShape Shape => SqlShape.Shape;

    protected override Value.Unknown TypeOf(SqlStep step, string member) => member switch
    {
        "rows" => step.Row is { } row ? Typed.ListOf(row) : Typed.List,
        "row" => step.Row ?? Typed.Any,
        "count" or "affected" => Typed.Integer,
        "notices" => Typed.Texts,
        "file" or "sha256" => Typed.Text,
        _ => Typed.Any,
    };

    protected override SqlStep? Read(StepReading reading, StepHeader header)
    {
        var inTransaction = reading.Options.Boolean("transaction") ?? true;
        var rows = reading.TemplateOption("rows");
        var affected = reading.TemplateOption("affected");
        CountContract.Check(rows, reading);
        CountContract.Check(affected, reading);
        var session = reading.Options.Text("session") is { } name ? Identifiers.Check(name, reading.Problems) : null;
        var statementTimeout = reading.Options.Timeout("statement_timeout") ?? reading.Defaults.StatementTimeout ?? header.Timeout;
        var lockTimeout = reading.Options.Timeout("lock_timeout") ?? reading.Defaults.LockTimeout;
        var searchPath = reading.Options.SearchPath() ?? reading.Defaults.SearchPath;
        var allowRaw = reading.Options.String("allow_raw");
        var save = SaveTarget.Read(reading);
        var preview = SqlPreview.Read(reading, header, statementTimeout, lockTimeout, searchPath);
        if (reading.ValueText() is not { } text || reading.Template(text, HoleKind.Sql) is not { } sql)
        {
            return null;
        }

        if (allowRaw is not null && !sql.Parts.Any(part => part is TemplatePart.Hole { Filter: SqlFilter.Raw }))
        {
            reading.Problems.Add(Problems.OptionWithout(reading.Options.Entry("allow_raw")!.Key.Span, "allow_raw", "{{ … | raw }}"));
        }

        var read = new SqlReading(header, sql, inTransaction, !string.IsNullOrWhiteSpace(allowRaw), reading);
        var effect = read.Effect();
        if (read.Facts is { NotUnderstood.IsEmpty: true, Statements: [.., { Parsed: var last }] })
        {
            reading.Problems.AddRange(CountContract.CheckNone(last, rows, affected));
        }

        if (inTransaction && effect != Effect.Read && reading.IsStandby(header.On!))
        {
            reading.Problems.Add(Problems.WriteInRecovery(header.Span, header.On!, null));
        }

        return new(header, sql, effect, rows, affected, inTransaction, session, statementTimeout, lockTimeout)
        {
            SearchPath = searchPath,
            Save = save,
            AllowRaw = allowRaw,
            Preview = effect == Effect.Read ? SqlPreview.Refuse(reading) : preview,
            Constant = read.Constant,
            Facts = read.Facts,
        };
    }

    protected override bool TakesBack(SqlStep step, Step undo) =>
        undo is SqlStep taken && IsBeside(step, taken) && NamedObject.TakesBack(step.Facts, taken.Facts);

    public string Answer => "one boolean";

    /// <summary>`SELECT 1` and `SELECT 't'` are no boolean.</summary>
    public bool CanAnswer(Step step) => step is not SqlStep { Constant: not null, Facts.Statements: [.., { Parsed.Kind: "SelectStmt", Text: var text }] }
        || StatementWords.Of(text) is not (["SELECT", ['\'' or (>= '0' and <= '9'), ..]] or ["SELECT", ['\'' or (>= '0' and <= '9'), ..], "AS", _]);

    public bool? Judge(Step step, Outcome outcome) =>
        outcome is Outcome.Succeeded succeeded && Results(succeeded.Result)["value"] is Value.Cell { Scalar: Value.Boolean answer } ? answer.Is : null;

    public override string WrittenAs => "{ rows: [ { column: value } ] }";

    public override Value.Row? Written(Step step, MappingReader given) => WrittenRows.Read(given);

    public Outcome Answering(bool answer) => new Outcome.Succeeded(new(
        [new("rows", new Value.List([new Value.Row([new("done", new Value.Cell(answer ? "t" : "f", "pg_catalog.bool", new Value.Boolean(answer)))])]))]));

    protected override IEnumerable<Diagnostic> Lint(SqlStep step, IReadOnlyList<Step> before) =>
    [
        .. step.Facts.NotUnderstood,
        .. step.Sql.HasHoles ? RawHoles.Check(step) : [],
        .. step.Effect == Effect.Read ? [] : SqlLint.Of(step.Facts with
        {
            Before = before.OfType<SqlStep>().Where(other => IsBeside(step, other)).Select(other => other.Facts),
            TakenBack = step.Inferred == Effect.Destroy && StateOfSession.UndoneBy(step, before) is { } undone && TakesBack(undone, step) ? undone.Facts : null,
        }),
        .. StateOfSession.Check(step),
        .. StateOfSession.CheckUndo(step, before),
        .. EndedSessions.Check(step),
    ];

    private static bool IsBeside(SqlStep step, SqlStep other) => other.Header.On == step.Header.On && other.Header.Database?.Text.Content == step.Header.Database?.Text.Content;

    public override Value.Row Results(Value.Row kept) => SqlResult.WithRow(kept);

    protected override async ValueTask<Prepared> PrepareAsync(SqlStep step, StepContext context, CancellationToken ct)
    {
        var (sql, unresolved) = await context.FixAsync(step.Sql, ct);
        if (unresolved is not null)
        {
            return new Prepared.Refused(unresolved);
        }

        var bound = step.Constant ?? SqlBinder.Bind(sql, context.Scope, step.Effect, origins.Random);
        foreach (var hidden in bound.Hidden)
        {
            secrets.Add(hidden);
        }

        var (rows, wrongRows) = await CountContract.ReadAsync(step.Rows, "rows", context, ct);
        var (affected, wrongAffected) = await CountContract.ReadAsync(step.Affected, "affected", context, ct);
        var (save, savedAfter, cannotSave) = await SaveTarget.PrepareAsync(step.Save, context, ct);
        if ((bound.Problem ?? wrongRows ?? wrongAffected ?? cannotSave) is { } problem)
        {
            return new Prepared.Refused(problem);
        }

        var database = await DatabaseName.RenderAsync(step.Header.Database, context, ct);
        if (database.Problem is { } wrong)
        {
            return new Prepared.Refused(wrong);
        }

        var secret = step.Constant is null ? SecretPlaces.Of(sql, context.Scope) : SecretPlace.None;
        if (secret != SecretPlace.None)
        {
            secrets.Learn(sql, context.Scope);
        }

        var run = new SqlRun(step, bound.Statements, rows, affected, secrets.Masker, context) { Save = save, Secret = secret };
        var named = database.Value is { } name and not Value.Null ? ValueText.Of(name) : null;
        return new Prepared.Ready(
            await SqlDescription.OfAsync(run, bound, named, sessions, ct),
            context.DryRun && step.Effect != Effect.Read
                ? token => _simulation.DescribeAsync(run, named, token)
                : async token => await _lost.RegainAsync(step, database.Value, PrepareAsync, token) ?? await RunAsync(run, named, token),
            bound.Until ?? (database.Value as Value.Unknown)?.Until ?? rows?.Until ?? affected?.Until ?? savedAfter)
        {
            Judge = run.Judge,
            Obstacle = save is null ? null : save.Unready,
            Unsaid = bound.HasUnknownText ? $"its text is known after {bound.Until}" : null,
        };
    }

    /// <summary>Of a write a dry run shows what its server makes of it, and what the preview reads.</summary>
    protected override async ValueTask<Outcome> SimulateAsync(SqlStep step, Prepared.Ready prepared, StepContext context, CancellationToken ct)
    {
        var isKnown = prepared.Until is null;
        var met = isKnown && step.Effect == Effect.Read ? null : await _simulation.MeetAsync(step, ct); // what is run finds out by itself
        if (met is not (null or Outcome.Planned))
        {
            return met;
        }

        if (isKnown && prepared.Obstacle?.Invoke() is { } obstacle)
        {
            return new Outcome.Failed(obstacle);
        }

        var outcome = isKnown ? met ?? await prepared.Run(ct) : await base.SimulateAsync(step, prepared, context, ct);
        if (step.Effect != Effect.Read)
        {
            outcome = _simulation.Believe(step, outcome, wasAsked: isKnown && met is null);
        }

        return step.Preview is { } preview && outcome is Outcome.Planned planned ? await SqlPreview.ShowAsync(this, preview, planned, context, ct) : outcome;
    }

    /// <summary>What it had left in a session with a name is gone, unless it was taken back.</summary>
    protected override async ValueTask<Outcome> RestoreAsync(SqlStep step, Outcome recorded, StepContext context, CancellationToken ct)
    {
        if (step.IsShared && recorded is Outcome.Succeeded or Outcome.Warned && await DatabaseName.RenderAsync(step.Header.Database, context, ct) is { Value: { } database })
        {
            _lost.Note(step, database, context);
        }

        return recorded;
    }

    protected override async ValueTask<Settlement> SettleAsync(SqlStep step, OpenAttempt open, StepContext context, CancellationToken ct)
    {
        var database = await DatabaseName.RenderAsync(step.Header.Database, context, ct);
        return database.Problem is { } problem
            ? new Settlement.Unknown(problem.Message, $"what step `{step.Header.Name}` changes")
            : await new SqlSettling(sessions, step, open, context).AskAsync(database.Value is { } name and not Value.Null ? ValueText.Of(name) : null, ct);
    }

    private async ValueTask<Outcome> RunAsync(SqlRun run, string? database, CancellationToken ct)
    {
        var step = run.Step;
        OpenedSession opened;
        try
        {
            opened = await sessions.OpenAsync(step.Header.On!, database, step.Session, ct, writes: step.Effect != Effect.Read);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return new Outcome.Interrupted(); // nothing was sent
        }

        if (opened.Session is not { } session)
        {
            var problem = opened.Problem! with { Span = opened.Problem.Span ?? step.Header.Span };
            return new Outcome.Failed(opened.NobodyAnswered ? problem with { SqlState = problem.SqlState ?? NobodyAnswered } : problem);
        }

        try
        {
            if (await RefuseInRecoveryAsync(step, session, ct) is { } refused)
            {
                return refused;
            }

            return step.Effect == Effect.Read ? await new ReadTransaction(run, session).RunAsync(ct)
                : step.InTransaction ? await new WriteTransaction(run, session).RunAsync(ct)
                : await new OutsideTransaction(run, session).RunAsync(ct);
        }
        finally
        {
            await sessions.ReleaseAsync(session);
        }
    }

    private static bool NeedsPrimary(SqlStep step) => step is { Inferred: not Effect.Read, InTransaction: true };

    /// <summary>Where a write transaction would have no number: it is asked again, as a standby may have been promoted meanwhile.</summary>
    internal static async ValueTask<Outcome?> RefuseInRecoveryAsync(SqlStep step, SqlSession session, CancellationToken ct) =>
        NeedsPrimary(step) && session.Facts.InRecovery && await SessionProbe.RefreshAsync(session, ct) && session.Facts.InRecovery
            ? new Outcome.Failed(Problems.WriteInRecovery(step.Header.Span, step.Header.On!, session.Server.Address.ToString()))
            : null;
}
