using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps.Saving;
using SomaBrain.Runbooks.Steps.Shell.Judging;
using SomaBrain.Runbooks.Steps.Shell.Linting;
using SomaBrain.Runbooks.Steps.Shell.Settling;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Steps.Targets.Facts;
using SomaBrain.Runbooks.Values.Masking;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps.Shell;

/// <param name="sessions">Whose targets a command is told of.</param>
/// <param name="secrets">Are blanked in whatever a command prints.</param>
public sealed class ShellStepKind(SqlSessions sessions, KnownSecrets secrets) : StepKind<ShellStep>, IProbeKind
{
    private static readonly IReadOnlyDictionary<string, OutputForm> Forms = new Dictionary<string, OutputForm>(StringComparer.Ordinal)
    {
        ["json"] = OutputForm.Json,
        ["lines"] = OutputForm.Lines,
        ["tsv"] = OutputForm.Tsv,
    };

    /// <summary>Of the servers that a dry run asked: why a command does not go there; null where it does.</summary>
    private readonly Dictionary<string, Diagnostic?> _wrong = new(StringComparer.Ordinal);

    public override string Keyword => "shell";

    public override IReadOnlyList<string> Members => ["stdout", "stderr", "lines", "json", "rows", "exit_code", "daemons", "file", "sha256"];

    protected override IReadOnlyList<string> MembersOf(ShellStep step) =>
    [
        .. Members.Where(member => member switch
        {
            "json" => step.Parse == OutputForm.Json,
            "rows" => step.Parse == OutputForm.Tsv,
            "file" or "sha256" => step.Save is not null,
            _ => true,
        }),
    ];

    public override KindShape Shape => ShellShape.Shape;

    public string Answer => "exit code 0 or 1";

    public bool? Judge(Step step, Outcome outcome) => ((outcome as Outcome.Succeeded)?.Result ?? (outcome as Outcome.Failed)?.Result)?["exit_code"] switch
    {
        Value.Integer { Whole: 0 } => true,
        Value.Integer { Whole: 1 } => false,
        _ => null,
    };

    public override string WrittenAs => "{ exit_code: 0, stdout: … }";

    public override Value.Row? Written(Step step, MappingReader given)
    {
        var exit = given.Integer("exit_code", 0, 255) ?? 0;
        var (stdout, stderr, file, sha256) = (given.String("stdout"), given.String("stderr"), given.String("file"), given.String("sha256"));
        return new(
        [
            .. file is null ? new Field[] { new("exit_code", new Value.Integer(exit)), new("stdout", new Value.Text((stdout ?? "").TrimEnd('\n'))) }
                : [new("file", new Value.Text(file)), new("sha256", new Value.Text(sha256 ?? "")), new("exit_code", new Value.Integer(exit))],
            new("stderr", new Value.Text((stderr ?? "").TrimEnd('\n'))),
        ]);
    }

    public Outcome Answering(bool answer) => new Outcome.Succeeded(new([new("exit_code", new Value.Integer(answer ? 0 : 1))]));

    public override Value.Row Results(Value.Row kept) => ShellResult.WithRest(kept);

    protected override Value.Unknown TypeOf(ShellStep step, string member) => member switch
    {
        "exit_code" => Typed.Integer,
        "lines" => Typed.Texts,
        "rows" => Typed.ListOf(Typed.Texts),
        "daemons" => Typed.List,
        "json" => Typed.Any,
        _ => Typed.Text,
    };

    protected override ShellStep? Read(StepReading reading, StepHeader header)
    {
        var options = reading.Options;
        var environment = reading.Templates("env", HoleKind.Argument);
        var directory = reading.TemplateOption("cwd", HoleKind.Argument);
        reading.RefuseSecrets(directory);
        var stdin = reading.TemplateOption("stdin", HoleKind.Argument);
        var user = reading.TemplateOption("user", HoleKind.Argument);
        var exit = Exit(options);
        var form = options.Word("parse", Forms) ?? OutputForm.Text;
        var save = SaveTarget.Read(reading);
        if (save is not null && options.Entry("parse") is { } parse)
        {
            reading.Problems.Add(Problems.MisplacedKey(parse.Key.Span, "parse", "with `save` the output goes to a file, and is not read", "take one of them out"));
        }

        var allowDash = options.Boolean("allow_dash") ?? false;
        if (header.DeclaredEffect is not { } effect)
        {
            reading.Problems.Add(Problems.EffectMissing(header.Span, Keyword));
            effect = Effect.Write;
        }

        CheckNames(options);
        ImmutableArray<Template> arguments = [];
        Template? script = null;
        if (reading.Value is YamlNode.Sequence)
        {
            arguments = [.. (options.Texts(Keyword) ?? []).Select(text => reading.Template(text, HoleKind.Argument)).OfType<Template>()];
            foreach (var argument in arguments)
            {
                reading.RefuseSecrets(argument);
            }

            ScriptArguments.Check(arguments, reading.Problems);
        }
        else if (reading.ValueText() is { } text)
        {
            script = reading.Template(text, HoleKind.Script);
            if (allowDash)
            {
                reading.Problems.Add(Problems.MisplacedKey(options.Entry("allow_dash")!.Key.Span, "allow_dash", "a script has no arguments that hold values", "take it out"));
            }
        }

        if (reading.Value is YamlNode.Sequence { Items.IsEmpty: true } || (script is not null && string.IsNullOrWhiteSpace(script.Text.Content)))
        {
            reading.Problems.Add(Problems.NothingToDo(header.Span, Keyword, "a command as a list, or a script"));
        }

        return arguments.IsEmpty && script is null
            ? null
            : new(header, effect, arguments, script, environment, directory, stdin, exit, form, allowDash) { Save = save, User = user };
    }

    protected override IEnumerable<Diagnostic> Lint(ShellStep step, IReadOnlyList<Step> before) => [.. ServerStarts.Check(step), .. CommandLines.Check(step)];

    protected override async ValueTask<Prepared> PrepareAsync(ShellStep step, StepContext context, CancellationToken ct)
    {
        var command = await new CommandPreparation(step, context, secrets).PrepareAsync(ct);
        var (save, savedAfter, cannotSave) = await SaveTarget.PrepareAsync(step.Save, context, ct);
        if ((command.Problem ?? cannotSave) is { } problem)
        {
            return new Prepared.Refused(problem);
        }

        var description = save is null ? command.Description : command.Description! with { Notes = [$"its output goes to {save.Path}"] };
        return (command.Until ?? savedAfter) is { } until
            ? new Prepared.Ready(description, _ => throw new System.Diagnostics.UnreachableException(), until)
            : new Prepared.Ready(description, token => new(Run(save).Run(token))) { Judge = known => ShellJudge.Judge(step, known), Obstacle = save is null ? null : save.Unready };

        CommandRun Run(SaveTarget? file) =>
            new(step, command, sessions.Answering(step.Header.On!), sessions.PasswordFileOf(command.User), secrets.Masker, context) { Save = file };
    }

    protected override ValueTask<Settlement> SettleAsync(ShellStep step, OpenAttempt open, StepContext context, CancellationToken ct) =>
        new(CommandSettling.Ask(step, open, context));

    /// <summary>A dry run writes no file, and runs no command on a server that is not the declared one.</summary>
    protected override async ValueTask<Outcome> SimulateAsync(ShellStep step, Prepared.Ready prepared, StepContext context, CancellationToken ct) =>
        prepared.Until is null && prepared.Obstacle?.Invoke() is { } obstacle ? new Outcome.Failed(obstacle)
        : context.NotRun(step, prepared) is { } notRun ? notRun
        : step.Effect == Effect.Read && prepared.Until is null && await WrongServerAsync(step.Header.On!, ct) is { } wrong ? new Outcome.Planned(Grade.Checked, $"not run: {wrong.Message}")
        : await base.SimulateAsync(step, prepared, context, ct);

    /// <summary>A command is told of the target, whoever answers there. Each is asked once: it may not answer, and have nothing to do with the command.</summary>
    private async ValueTask<Diagnostic?> WrongServerAsync(string target, CancellationToken ct)
    {
        if (_wrong.TryGetValue(target, out var known) || !sessions.Names.Contains(target, StringComparer.Ordinal) || sessions.Target(target).Requirements.All(IsNone))
        {
            return known;
        }

        var opened = await sessions.OpenAsync(target, null, null, ct);
        return _wrong[target] = opened.Problem is { } problem && Problems.IsWrongServer(problem) ? problem : null;
    }

    private static bool IsNone(TargetRequirement requirement) => requirement is { Role: ServerRole.Any, Version: null, Database: null, System: null };

    /// <summary>A name with `=` in it would set another variable; one such as `BASH_FUNC_x%%` would be run.</summary>
    private static void CheckNames(MappingReader options)
    {
        foreach (var name in options.Optional("env") is YamlNode.Mapping { Entries: var entries } ? entries.Select(entry => entry.Key.Text) : [])
        {
            if (name.Content.Length == 0 || char.IsAsciiDigit(name.Content[0]) || !name.Content.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            {
                options.Bag.Add(Problems.WrongOption(name.Whole, name.Content, "the name of an environment variable"));
            }
        }
    }

    private static ImmutableArray<long> Exit(MappingReader options)
    {
        var codes = options.Some("exit", "a list of exit codes from 0 to 255");
        if (codes.IsEmpty)
        {
            return [0];
        }

        var exit = ImmutableArray.CreateBuilder<long>();
        foreach (var code in codes)
        {
            if (code.Content is not ['0', _, ..] && long.TryParse(code.Content, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 255)
            {
                exit.Add(number);
            }
            else
            {
                options.Bag.Add(Problems.WrongOption(code.Whole, code.Content, "an exit code from 0 to 255"));
            }
        }

        return exit.ToImmutable();
    }
}
