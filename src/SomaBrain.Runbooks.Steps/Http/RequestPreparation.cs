using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Steps.Secret;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps.Http;

/// <summary>Fills the holes of an `http` step. What holds a secret is described as it stands in the playbook.</summary>
internal sealed class RequestPreparation(HttpStep step, StepContext context, KnownSecrets secrets)
{
    private readonly ImmutableArray<Value>.Builder _holes = ImmutableArray.CreateBuilder<Value>();
    private Diagnostic? _problem;
    private string? _until;

    public async ValueTask<Request> PrepareAsync(CancellationToken ct)
    {
        var (text, shown, _) = await TextAsync(step.Url, ct);
        List<string> lines = [$"{step.Method} {shown}"];
        var headers = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var (name, template) in step.Headers)
        {
            var (value, line, _) = await TextAsync(template, ct);
            if (value.AsSpan().ContainsAnyInRange('\0', '\u001f') || value.Contains('\u007f', StringComparison.Ordinal))
            {
                _problem ??= Problems.RequestUnfit(template.Span, $"the value of header `{name}` holds a control character", "it would be a header of its own: look at the value");
            }

            if (value.Any(letter => letter > '\u007f'))
            {
                _problem ??= Problems.RequestUnfit(template.Span, $"the value of header `{name}` is not ASCII", "headers carry nothing else: encode it as the other side decodes it, or leave it out");
            }

            headers.Add(new(name, value));
            lines.Add($"{name}: {line}");
        }

        var (body, written, isJson) = step.Body is null ? (null, "", false) : await TextAsync(step.Body, ct);
        if (step.Body is not null)
        {
            lines.Add("");
            lines.Add(written);
        }

        var url = _problem is null && _until is null ? Parse(text) : null;
        return _problem is not null
            ? Request.Refused(_problem)
            : new(url, headers.ToImmutable(), body, isJson, new(string.Join('\n', lines), _holes.ToImmutable()) { IsFilled = true }, _until, null);
    }

    /// <summary>What is wrong with an address that has no holes, before anything runs.</summary>
    public static Diagnostic? Check(Template url) => url.HasHoles ? null : Unfit(url.Text.Content, url.Span);

    private static Diagnostic? Unfit(string text, SourceSpan span) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var url) || url is not { Scheme: "http" or "https", Host.Length: > 0 }
            ? Problems.RequestUnfit(span, "the address is no URL of a web server", "write it whole: `https://host/path`")
        : url.UserInfo.Length > 0 ? Problems.RequestUnfit(span, "the address holds a user or a password", "put them into a header: `Authorization`")
        : null;

    private Uri? Parse(string text)
    {
        _problem = Unfit(text, step.Url.Span);
        return _problem is null ? new(text, UriKind.Absolute) : null;
    }

    private async ValueTask<(string Text, string Shown, bool IsJson)> TextAsync(Template template, CancellationToken ct)
    {
        var rendered = await context.RenderAsync(template, ct);
        if (rendered.Value is not { } value)
        {
            _problem ??= rendered.Problem;
            return ("", "", false);
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

        var open = value is Value.Secret secret ? secret.Inner : value;
        if (open is Value.Null)
        {
            _problem ??= Problems.NullArgument(template.Span, template.Text.Content);
        }

        var text = ValueText.Of(open);
        return (text, value is Value.Secret ? template.Text.Content : context.Shown(template, value), open is Value.Row or Value.List);
    }
}
