using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Processes;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Shell;

/// <summary>What `steps.x` has of a command.</summary>
internal static class ShellResult
{
    public static (Value.Row Result, Diagnostic? Wrong) Of(ShellStep step, ProcessOutcome.Ended ended)
    {
        List<Field> fields = [new("exit_code", new Value.Integer(ended.ExitCode)), new("stdout", Text(ended.Stdout)), new("stderr", Text(ended.Stderr))];
        Diagnostic? wrong = null;
        if (step.Parse is OutputForm.Json or OutputForm.Tsv && step.Exit.Contains(ended.ExitCode))
        {
            if (fields[1].Value is not Value.Text { Content: var text })
            {
                wrong = Problems.OutputNotWhole(step.Header.Span, step.Parse == OutputForm.Json ? "json" : "tsv");
            }
            else if (step.Parse == OutputForm.Tsv)
            {
                fields.Add(new("rows", Rows(text)));
            }
            else if (JsonValues.Read(text) is { } json)
            {
                fields.Add(new("json", json));
            }
            else
            {
                wrong = Problems.OutputNotJson(step.Header.Span, text.Length > 80 ? $"{text[..80]}…" : text);
            }
        }

        return (new([.. fields]), wrong);
    }

    /// <summary>Adds `lines`, which stand in `stdout` already.</summary>
    public static Value.Row WithLines(Value.Row kept) =>
        kept["stdout"] is Value.Text { Content: var text } && kept["lines"] is null
            ? new([.. kept.Fields, new("lines", new Value.List([.. Lines(text).Select(line => (Value)new Value.Text(line))]))])
            : kept;

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.Split('\n');

    private static Value.List Rows(string text) =>
        new([.. Lines(text).Select(line => (Value)new Value.List([.. line.Split('\t').Select(column => (Value)new Value.Text(column))]))]);

    /// <summary>Without trailing newlines; what was cut has no value.</summary>
    private static Value Text(CapturedOutput output) => output.IsWhole
        ? new Value.Text(output.Text.TrimEnd('\n', '\r'))
        : new Value.Missing(string.Create(CultureInfo.InvariantCulture, $"the output of {output.Total} bytes is too large for an expression"));
}
