using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Drilling.Programs;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Cli.Drilling.Kinds;

internal sealed class PlaybookStepKind(ProgramRuns? runs) : ProgramStepKind<PlaybookStep>(runs)
{
    public override string Keyword => "playbook";

    public override KindShape Shape { get; } = new(
        "Runs a playbook by the program itself, as the servers' OS user.",
        new Shape.Text(),
        "pitr-restore.yaml",
        [
            new("params", new Shape.Map(new Shape.Template()), "`-p` for each."),
            new("targets", new Shape.Map(new Shape.Template()), "The playbook's targets: the name of one of the drill's, or a connection string."),
            new("role", new Shape.Template(), "The role it connects with.") { Default = "postgres", Example = "keeper" },
            .. ProgramOptionsReader.Keys,
        ])
    {
        Without = ["on", "done_when", "undo", "sensitive"],
        Effects = ["write"],
    };

    protected override PlaybookStep? Read(StepReading reading, StepHeader header)
    {
        var path = reading.ValueText();
        var parameters = reading.Templates("params");
        var targets = reading.Templates("targets");
        var options = ProgramOptionsReader.Read(reading) with { Role = reading.TemplateOption("role") };
        return path is null ? null : new(header, path.Content, parameters, targets, options);
    }

    protected override ProgramOptions OptionsOf(PlaybookStep step) => step.Options;

    protected override IEnumerable<Template> Templates(PlaybookStep step) =>
        [.. step.Parameters.Select(one => one.Value), .. step.Targets.Select(one => one.Value), .. step.Header.Database is { } database ? [database] : Array.Empty<Template>()];

    protected override (ImmutableArray<string> Words, Diagnostic? Problem) Words(PlaybookStep step, Rendering texts)
    {
        var (copy, problem) = Runs.Books.Take(step.Path, step.Header.Span);
        if (copy is null)
        {
            return ([], problem);
        }

        var role = step.Options.Role is { } template ? texts[template] : "postgres";
        var database = step.Header.Database is { } named ? texts[named] : null;
        var words = ImmutableArray.CreateBuilder<string>();
        words.AddRange("run", copy.Path);
        foreach (var (name, value) in step.Parameters)
        {
            words.AddRange("-p", $"{name}={texts[value]}");
        }

        var given = step.Targets.ToDictionary(one => one.Key, one => texts[one.Value], StringComparer.Ordinal);
        foreach (var target in copy.Playbook.Targets.Where(target => target.Connect is null))
        {
            if (Runs.Connection(target, given.GetValueOrDefault(target.Name), role, database) is { } connection)
            {
                words.AddRange("--target", $"{target.Name}={connection}");
            }
        }

        return (words.ToImmutable(), null);
    }
}
