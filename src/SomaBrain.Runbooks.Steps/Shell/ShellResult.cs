using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Processes;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps.Shell;

/// <summary>What `steps.x` has of a command.</summary>
internal static class ShellResult
{
    public static (Value.Row Result, Diagnostic? Wrong) Of(ShellStep step, ProcessOutcome.Ended ended, Masker masker)
    {
        List<Field> fields = [new("exit_code", new Value.Integer(ended.ExitCode)), .. step.Save is null ? new Field[] { new("stdout", Text(ended.Stdout)) } : [], new("stderr", Text(ended.Stderr))];
        if (!ended.Daemons.IsEmpty)
        {
            fields.Add(new("daemons", new Value.List([.. ended.Daemons.Select(daemon => Daemon(daemon, masker))])));
        }

        var result = new Value.Row([.. fields]);
        return step.Exit.Contains(ended.ExitCode) ? Parsed(step, result) : (result, null);
    }

    /// <summary>With the members that the output is read into, unless they are there already.</summary>
    public static (Value.Row Result, Diagnostic? Wrong) Parsed(ShellStep step, Value.Row result)
    {
        var name = step.Parse switch
        {
            OutputForm.Json => "json",
            OutputForm.Tsv => "rows",
            _ => null,
        };
        if (name is null || result[name] is not null)
        {
            return (result, null);
        }

        if (result["stdout"] is not Value.Text { Content: var text })
        {
            return (result, result["stdout"] is Value.Secret ? null : Problems.OutputNotWhole(step.Header.Span, step.Parse == OutputForm.Json ? "json" : "tsv"));
        }

        var read = step.Parse == OutputForm.Tsv ? Rows(text) : JsonValues.Read(text);
        return read is null
            ? (result, Problems.OutputNotJson(step.Header.Span, step.Header.IsSensitive ? ValueText.Hidden : text.Length > 80 ? $"{text[..80]}…" : text))
            : (new([.. result.Fields, new(name, read)]), null);
    }

    /// <summary>Adds `lines`, which stand in `stdout` already, and `daemons` where there are none.</summary>
    public static Value.Row WithRest(Value.Row kept)
    {
        Value? lines = kept["stdout"] switch
        {
            Value.Text { Content: var text } => new Value.List([.. Lines(text).Select(line => (Value)new Value.Text(line))]),
            Value.Missing missing => missing,
            _ => null,
        };
        var rest = kept.Fields.ToBuilder();
        if (kept["file"] is Value.Text { Content: var file })
        {
            lines = new Value.Missing($"the output was saved to {file}");
            rest.Add(new("stdout", lines));
        }

        if (lines is not null && kept["lines"] is null)
        {
            rest.Add(new("lines", lines));
        }

        if (kept["daemons"] is null)
        {
            rest.Add(new("daemons", new Value.List([])));
        }

        return new(rest.ToImmutable());
    }

    /// <summary>A process that the command left running.</summary>
    private static Value.Row Daemon(NamedProcess daemon, Masker masker) =>
        new([new("pid", new Value.Integer(daemon.Identity.Pid)), new("command", new Value.Text(masker.Apply(daemon.CommandLine)))]);

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.Split('\n');

    private static Value.List Rows(string text) =>
        new([.. Lines(text).Select(line => (Value)new Value.List([.. line.Split('\t').Select(column => (Value)new Value.Text(column))]))]);

    /// <summary>Without trailing newlines; what was cut has no value.</summary>
    private static Value Text(CapturedOutput output) => output.IsWhole
        ? new Value.Text(output.Text.TrimEnd('\n', '\r'))
        : new Value.Missing(string.Create(CultureInfo.InvariantCulture, $"the output of {output.Total} bytes is too large for an expression"));
}
