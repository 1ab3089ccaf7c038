using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Cli.Drilling.Kinds;

/// <summary>Reads what `playbook` and `runbook` have in common.</summary>
internal static class ProgramOptionsReader
{
    private static readonly IReadOnlyDictionary<string, int> Signals = new Dictionary<string, int>(StringComparer.Ordinal) { ["KILL"] = 9, ["TERM"] = 15, ["INT"] = 2 };

    public static readonly ImmutableArray<Key> Keys =
    [
        new("env", new Shape.Map(new Shape.Template()), "Environment variables of the program."),
        new("yes", new Shape.Boolean(), "Runs it with `--yes`.") { Default = "false" },
        new("answers", new Shape.Map(new Shape.Template()), "By step id or path: what is typed when that step asks. The program then has a terminal."),
        new("arguments", new Shape.List(new Shape.Template()), "More of the command line."),
        new("exit", new Shape.AnyOf([new Shape.Integer(0, 255), new Shape.List(new Shape.Integer(0, 255), Least: 1)]), "The exit codes that are as expected.") { Default = "0" },
        new("says", new Shape.AnyOf([new Shape.Template(), new Shape.List(new Shape.Template())]), "Texts that it must have printed."),
        new("silent_on", new Shape.AnyOf([new Shape.Template(), new Shape.List(new Shape.Template())]), "Texts that it must not have printed."),
        new("interrupt", new Shape.Object(
        [
            new("step", new Shape.Text(), "Id or path of the step at whose begin it gets the signal.") { Required = true },
            new("turn", new Shape.Integer(1, int.MaxValue), "The how-manyeth time that step begins.") { Default = "1" },
            new("signal", new Shape.Words([.. Signals.Keys]), "Which signal.") { Default = "KILL" },
            new("after", new Shape.Duration(), "How long after the step began.") { Default = "0s" },
        ]), "A signal in the middle."),
    ];

    public static ProgramOptions Read(StepReading reading) => new(
        null,
        reading.Templates("env"),
        reading.Options.Boolean("yes") ?? false,
        reading.Templates("answers"),
        Texts(reading, "arguments"),
        Exit(reading.Options),
        Texts(reading, "says"),
        Texts(reading, "silent_on"),
        Stop(reading));

    public static ImmutableArray<Template> Texts(StepReading reading, string key) =>
        [.. (reading.Options.Texts(key) ?? []).Select(text => reading.Template(text, HoleKind.Text)).OfType<Template>()];

    private static ImmutableArray<int> Exit(MappingReader options)
    {
        if (options.Texts("exit") is not { } texts)
        {
            return [0];
        }

        var codes = ImmutableArray.CreateBuilder<int>();
        foreach (var text in texts)
        {
            if (int.TryParse(text.Content, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code <= 255)
            {
                codes.Add(code);
            }
            else
            {
                options.Bag.Add(Problems.WrongOption(text.Whole, text.Content, "an exit code from 0 to 255"));
            }
        }

        return codes.ToImmutable();
    }

    private static StopAt? Stop(StepReading reading)
    {
        if (reading.Options.Mapping("interrupt", "interrupt") is not { } stop)
        {
            return null;
        }

        var at = new StopAt(
            stop.String("step", required: true) ?? "",
            (int)(stop.Integer("turn", 1, int.MaxValue) ?? 1),
            stop.Word("signal", Signals) ?? Signals["KILL"],
            stop.Duration("after") ?? TimeSpan.Zero);
        stop.Finish();
        return at;
    }
}
