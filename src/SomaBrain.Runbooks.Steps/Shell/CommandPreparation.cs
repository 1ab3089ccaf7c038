using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Shell;

/// <summary>Fills the holes of a `shell` step. Each element of a list is one argument, whatever it holds.</summary>
internal sealed class CommandPreparation(ShellStep step, StepContext context)
{
    private Diagnostic? _problem;
    private string? _until;

    public async ValueTask<Command> PrepareAsync(CancellationToken ct)
    {
        var arguments = ImmutableArray.CreateBuilder<string>();
        var shown = ImmutableArray.CreateBuilder<string>();
        if (step.Script is { } script)
        {
            arguments.AddRange("bash", "-euo", "pipefail", "-c", script.Text.Content);
            shown.Add(script.Text.Content.TrimEnd());
        }

        var optionsMayFollow = true;
        foreach (var template in step.Arguments)
        {
            var value = await TextAsync(template, ct);
            if (_problem is null && value is Value.Secret secret)
            {
                _problem = Problems.SecretInArgument(template.Span, secret.Name);
            }

            var text = Plain(value);
            if (_problem is null && template.HasHoles && optionsMayFollow && !step.AllowDash && text.StartsWith('-') && !template.Text.Content.StartsWith('-'))
            {
                _problem = Problems.DashArgument(template.Span, text);
            }

            optionsMayFollow &= text != "--";
            arguments.Add(text);
            shown.Add(CommandText.Quote(text));
        }

        var environment = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var values = ImmutableArray.CreateBuilder<Value>();
        var lines = new List<string>();
        foreach (var (name, template) in step.Environment)
        {
            var value = await TextAsync(template, ct);
            environment.Add(new(name, Plain(value)));
            lines.Add($"{name}={(value is Value.Secret hidden ? $"‹secret {hidden.Name}›" : CommandText.Quote(Plain(value)))}");
        }

        var directory = step.WorkingDirectory is null ? null : await TextAsync(step.WorkingDirectory, ct);
        var stdin = step.Stdin is null ? null : await TextAsync(step.Stdin, ct);
        if (_problem is not null)
        {
            return Command.Refused(_problem);
        }

        var text2 = string.Join('\n', [.. lines, step.Script is null ? string.Join(' ', shown) : shown[0]]);
        return new(
            arguments.ToImmutable(),
            environment.ToImmutable(),
            directory is null ? null : Plain(directory),
            stdin is null ? null : Plain(stdin),
            new(text2, values.ToImmutable()),
            _until,
            null);
    }

    private async ValueTask<Value> TextAsync(Template template, CancellationToken ct)
    {
        if (template.Kind == HoleKind.Script || !template.HasHoles)
        {
            return new Value.Text(ValueText.Of((await context.RenderAsync(template, ct)).Value ?? Value.Null.Instance));
        }

        var rendered = await context.RenderAsync(template, ct);
        _problem ??= rendered.Problem;
        if (rendered.Value?.AsUnknown is { } unknown)
        {
            _until ??= unknown.Until;
            var later = new Value.Text($"(known after {unknown.Until})");
            return rendered.Value is Value.Secret secret ? secret with { Inner = later } : later;
        }

        if (rendered.Value is Value.Null && template.Kind == HoleKind.Argument)
        {
            _problem ??= Problems.NullArgument(template.Span, template.Text.Content);
        }

        return rendered.Value ?? Value.Null.Instance;
    }

    private static string Plain(Value value) => ValueText.Of(value is Value.Secret secret ? secret.Inner : value);
}
