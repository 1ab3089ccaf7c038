using Npgsql;
using SomaBrain.Runbooks.Cli.Drilling.Systems;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Cli.Drilling.Kinds;

internal sealed class BackgroundStepKind(Backgrounds? working) : StepKind<BackgroundStep>
{
    private const int MostClients = 200;

    private static readonly IReadOnlyDictionary<string, bool> Modes = new Dictionary<string, bool>(StringComparer.Ordinal) { ["loop"] = false, ["once"] = true };

    public override string Keyword => "background";

    public override IReadOnlyList<string> Members => [];

    public override KindShape Shape { get; } = new(
        "Clients that execute SQL beside the steps that follow, until a `stop` step names this one.",
        new Shape.Template(),
        "INSERT INTO audit_log (tenant_id, event_type) VALUES ('drill', 'written')",
        [
            new("clients", new Shape.Integer(1, MostClients), "How many.") { Default = "1" },
            new("every", new Shape.Duration(), "A pause after each turn.") { Default = "0s", Example = "5ms" },
            new("mode", new Shape.Words([.. Modes.Keys]), "`once`: executed once, and the session stays open.") { Default = "loop" },
            new("user", new Shape.Template(), "The role.") { Default = "postgres", Example = "soma" },
        ])
    {
        Language = "sql",
        Needs = ["id"],
        Without = ["done_when", "undo", "sensitive"],
        Effects = ["write"],
    };

    protected override BackgroundStep? Read(StepReading reading, StepHeader header)
    {
        var sql = reading.ValueText() is { } text ? reading.Template(text, HoleKind.Text) : null;
        var clients = (int)(reading.Options.Integer("clients", 1, MostClients) ?? 1);
        var every = reading.Options.Duration("every") ?? TimeSpan.Zero;
        var once = reading.Options.Word("mode", Modes) ?? false;
        var user = reading.TemplateOption("user");
        if (header.Id is null)
        {
            reading.Problems.Add(Problems.MissingKey(header.Span, "a `background` step", "id"));
        }

        return sql is null || header.Id is null ? null : new(header, sql, clients, every, once, user);
    }

    protected override async ValueTask<Prepared> PrepareAsync(BackgroundStep step, StepContext context, CancellationToken ct)
    {
        var database = step.Header.Database;
        var texts = await Rendering.OfAsync([step.Sql, .. step.User is { } user ? [user] : Array.Empty<Template>(), .. database is null ? Array.Empty<Template>() : [database]], context, ct);
        return texts.Problem is { } problem
            ? new Prepared.Refused(problem)
            : new Prepared.Ready(new(texts[step.Sql]), token => StartAsync(step, texts, token));
    }

    private async ValueTask<Outcome> StartAsync(BackgroundStep step, Rendering texts, CancellationToken ct)
    {
        var header = step.Header;
        try
        {
            await working!.StartAsync(
                header.Id!, header.On ?? "primary", step.User is { } user ? texts[user] : "postgres", header.Database is { } database ? texts[database] : null,
                texts[step.Sql], step.Clients, step.Every, step.Once, ct);
            return new Outcome.Succeeded(new([]));
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return new Outcome.Failed(Problems.DrillBackground(header.Span, header.Id!, e.Message));
        }
    }
}
