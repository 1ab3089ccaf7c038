using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Secret;

/// <summary>Where a secret comes from, with the holes of its name, path or arguments filled; or why not; or what will tell.</summary>
internal readonly record struct FilledSource(SecretSource Source, string? Until, Diagnostic? Problem)
{
    public static async ValueTask<FilledSource> OfAsync(SecretStep step, StepContext context, CancellationToken ct)
    {
        var texts = ImmutableArray.CreateBuilder<string>(step.Parts.Length);
        string? until = null;
        foreach (var part in step.Parts)
        {
            var rendered = await context.RenderAsync(part, ct);
            if (rendered.Value is not { } value)
            {
                return new(step.Source, null, rendered.Problem);
            }

            var text = ValueText.Of(value);
            if (Refuse(step, part, value, text, texts) is { } problem)
            {
                return new(step.Source, null, problem);
            }

            until ??= value.AsUnknown?.Until;
            texts.Add(value.AsUnknown is null ? text : context.Shown(part, value)); // for people only, as far as it is known
        }

        return new(step.Parts.Any(part => part.HasHoles) ? step.Source.With(texts.ToImmutable()) : step.Source, until, null);
    }

    /// <summary>As of a `shell` step: nothing secret in an argument, and nothing that a command takes for an option.</summary>
    private static Diagnostic? Refuse(SecretStep step, Template part, Value value, string text, ImmutableArray<string>.Builder before) => value switch
    {
        Value.Secret secret => Problems.SecretInArgument(part.Span, secret.Name),
        Value.Null => Problems.NullArgument(part.Span, part.Text.Content),
        _ when step.Source is SecretSource.Command && text.StartsWith('-') && !part.Text.Content.StartsWith('-') && !before.Contains("--") => Problems.DashArgument(part.Span, text, canAllow: false),
        _ => null,
    };
}
