using System.Globalization;
using System.Text;
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
        List<Field> fields = [new("exit_code", new Value.Integer(ended.ExitCode)), .. step.Save is null ? new Field[] { Text(step, "stdout", ended.Stdout) } : [], Text(step, "stderr", ended.Stderr)];
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

        var stdout = result["stdout"]!;
        var secret = stdout as Value.Secret;
        if ((secret?.Inner ?? stdout) is not Value.Text { Content: var text })
        {
            return (result, secret is not null ? null : Problems.OutputNotWhole(step.Header.Span, step.Parse == OutputForm.Json ? "json" : "tsv"));
        }

        var read = step.Parse == OutputForm.Tsv ? Rows(text) : JsonValues.Read(text);
        if (read is null)
        {
            var shown = step.Header.IsSensitive ? ValueText.Hidden : secret is null ? text : secret.Masked ?? ValueText.Hidden;
            return (result, Problems.OutputNotJson(step.Header.Span, shown.Length > 80 ? $"{shown[..80]}…" : shown));
        }

        return (new([.. result.Fields, new(name, secret is null ? read : new Value.Secret(secret.Name, read))]), null);
    }

    /// <summary>Adds `lines`, which stand in `stdout` already, and `daemons` where there are none.</summary>
    public static Value.Row WithRest(Value.Row kept)
    {
        Value? lines = kept["stdout"] switch
        {
            Value.Text { Content: var text } => new Value.List([.. Lines(text).Select(line => (Value)new Value.Text(line))]),
            Value.Missing missing => missing,
            Value.Secret { Inner: Value.Text { Content: var text } } secret => new Value.Secret(secret.Name, new Value.List([.. Lines(text).Select(line => (Value)new Value.Text(line))])) { Masked = secret.Masked },
            Value.Secret secret => secret,
            _ => null,
        };
        var rest = kept.Fields.ToBuilder();
        if (kept["file"] is { } file)
        {
            lines = new Value.Missing($"the output was saved to {(file is Value.Text path ? path.Content : "a file")}");
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

    /// <summary>Without trailing newlines; what was cut has no value, and what holds a secret is one.</summary>
    private static Field Text(ShellStep step, string name, CapturedOutput output) => new(name, !output.IsWhole || (output.IsMasked && output.Real.IsEmpty)
        ? new Value.Missing(string.Create(CultureInfo.InvariantCulture, $"the output of {output.Total} bytes is too large for an expression"))
        : output.IsMasked ? new Value.Secret($"steps.{step.Header.Name}.{name}", new Value.Text(Trimmed(Encoding.UTF8.GetString(output.Real.Span)))) { Masked = Trimmed(output.Text) }
        : new Value.Text(Trimmed(output.Text)));

    private static string Trimmed(string text) => text.TrimEnd('\n', '\r');
}
