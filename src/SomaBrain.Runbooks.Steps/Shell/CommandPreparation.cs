using System.Collections.Immutable;
using System.Text;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps.Processes.Native;
using SomaBrain.Runbooks.Steps.Secret;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps.Shell;

/// <summary>Fills the holes of a `shell` step. Each element of a list is one argument, whatever it holds.</summary>
internal sealed class CommandPreparation(ShellStep step, StepContext context, KnownSecrets secrets)
{
    private readonly ImmutableArray<Value>.Builder _holes = ImmutableArray.CreateBuilder<Value>();
    private readonly StringBuilder _typed = new(); // the arguments, as they could be
    private Diagnostic? _problem;
    private string? _until;
    private bool _secretStdin;
    private string? _userName;

    public async ValueTask<Command> PrepareAsync(CancellationToken ct)
    {
        var arguments = step.Script is null ? await ArgumentsAsync(ct) : ["bash", "-euo", "pipefail", "-c", Plain(await TextAsync(step.Script, ct))];
        var environment = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var lines = new List<string>();
        foreach (var (name, template) in step.Environment)
        {
            var value = await TextAsync(template, ct);
            environment.Add(new(name, Plain(value)));
            lines.Add($"{name}={(value is Value.Secret hidden ? $"‹secret {hidden.Name}›" : Typed(template, value))}");
        }

        var directory = await SeenAsync(step.WorkingDirectory, ct);
        var stdin = await OptionalAsync(step.Stdin, ct);
        var user = await UserAsync(ct);
        var database = await SeenAsync(step.Header.Database, ct);
        _problem ??= DatabaseName.Wrong(step.Header.Database, database);
        if (_problem is not null)
        {
            return Command.Refused(_problem);
        }

        lines.Add(step.Script is null ? _typed.ToString() : arguments[^1].TrimEnd());
        lines.AddRange(Around(step.User is null ? null : _userName ?? step.User.Text.Content, directory, stdin));
        return new(
            arguments,
            environment.ToImmutable(),
            directory,
            stdin,
            database,
            new(string.Join('\n', lines), _holes.ToImmutable()) { IsFilled = true },
            _until,
            null)
        {
            User = user is { IsUs: false } ? user : null,
        };
    }

    /// <summary>What the command itself does not show.</summary>
    private IEnumerable<string> Around(string? user, string? directory, string? stdin)
    {
        if (user is not null)
        {
            yield return $"user: {user}";
        }

        if (directory is not null)
        {
            yield return $"cwd: {directory}";
        }

        if (stdin is not null)
        {
            yield return $"stdin: {(_secretStdin ? step.Stdin!.Text.Content : stdin).TrimEnd()}";
        }
    }

    private async ValueTask<OsUser?> UserAsync(CancellationToken ct)
    {
        if (step.User is null || await TextAsync(step.User, ct) is not { IsUnknown: false } name || _problem is not null)
        {
            return null;
        }

        var user = context.IsReplay ? null : OsUser.Find(Plain(name));
        _userName = user?.Name ?? Plain(name);
        if (user is null && !context.IsReplay)
        {
            _problem = Problems.UserUnknown(step.User.Span, name is Value.Secret ? "***" : Plain(name));
        }

        return user;
    }

    private async ValueTask<ImmutableArray<string>> ArgumentsAsync(CancellationToken ct)
    {
        var arguments = ImmutableArray.CreateBuilder<string>(step.Arguments.Length);
        var optionsMayFollow = true;
        foreach (var template in step.Arguments)
        {
            var value = await TextAsync(template, ct);
            var text = Plain(value);
            if (value is Value.Secret secret)
            {
                _problem ??= Problems.SecretInArgument(template.Span, secret.Name);
            }
            else if (template.HasHoles && optionsMayFollow && !step.AllowDash && text.StartsWith('-') && !template.Text.Content.StartsWith('-'))
            {
                _problem ??= Problems.DashArgument(template.Span, text);
            }

            optionsMayFollow &= text != "--";
            arguments.Add(text);
            _typed.Append(_typed.Length == 0 ? "" : " ").Append(Typed(template, value));
        }

        return arguments.ToImmutable();
    }

    /// <summary>As it could be typed; what is not known yet stands bare, and so for no text that is known.</summary>
    private string Typed(Template template, Value value) =>
        (value.IsUnknown ? template.Shown(context.Scope, CommandText.Quote) : null) ?? CommandText.Quote(Plain(value));

    /// <summary>What others on this machine, or the description of the step, would show.</summary>
    private async ValueTask<string?> SeenAsync(Template? template, CancellationToken ct)
    {
        if (template is null)
        {
            return null;
        }

        var value = await TextAsync(template, ct);
        if (value is Value.Secret secret)
        {
            _problem ??= Problems.SecretInArgument(template.Span, secret.Name);
        }

        return Readable(template, value);
    }

    private async ValueTask<string?> OptionalAsync(Template? template, CancellationToken ct) =>
        template is null ? null : Readable(template, await TextAsync(template, ct));

    private string Readable(Template template, Value value) => value.IsUnknown && value is not Value.Secret ? context.Shown(template, value) : Plain(value);

    private async ValueTask<Value> TextAsync(Template template, CancellationToken ct)
    {
        var rendered = await context.RenderAsync(template, ct);
        if (rendered.Value is not { } value)
        {
            _problem ??= rendered.Problem;
            return Value.Null.Instance;
        }

        if (template.HasHoles)
        {
            _holes.Add(value);
            _until ??= value.AsUnknown?.Until;
        }

        if (value is Value.Secret)
        {
            secrets.Learn(template, context.Scope);
        }

        _secretStdin |= value is Value.Secret && template == step.Stdin;
        if ((value is Value.Secret secret ? secret.Inner : value) is Value.Null)
        {
            _problem ??= Problems.NullArgument(template.Span, template.Text.Content);
        }

        return value;
    }

    private static string Plain(Value value) => ValueText.Of(value is Value.Secret secret ? secret.Inner : value);
}
