using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Saving;

/// <summary>`save`: the file that a result goes to, and whether it can.</summary>
/// <param name="Path">Absolute.</param>
public sealed record SaveTarget(string Path, SaveForm Form, SourceSpan Span)
{
    /// <summary>The option's text; a wrong extension is told when it is read.</summary>
    public static Template? Read(StepReading reading)
    {
        var template = reading.TemplateOption("save");
        if (template is { HasHoles: false } && FormOf(template.Text.Content) is null)
        {
            reading.Problems.Add(Problems.SaveForm(template.Span, template.Text.Content));
        }

        reading.RefuseSecrets(template, secret => Secret(template!, secret));
        return template;
    }

    /// <summary>Before the effect: the file must not be there, its directory must.</summary>
    /// <returns>Null when nothing is to be saved; with what will tell the path, or why it cannot be.</returns>
    public static async ValueTask<(SaveTarget? Target, string? Until, Diagnostic? Problem)> PrepareAsync(Template? template, StepContext context, CancellationToken ct)
    {
        if (template is null)
        {
            return default;
        }

        var rendered = await context.RenderAsync(template, ct);
        if (rendered.Value is not { } value || value.AsUnknown is not null)
        {
            return (null, rendered.Value?.AsUnknown?.Until, rendered.Problem);
        }

        if (value is Value.Secret secret)
        {
            return (null, null, Secret(template, secret.Name));
        }

        var text = ValueText.Of(value);
        if (FormOf(text) is not { } form)
        {
            return (null, null, Problems.SaveForm(template.Span, text));
        }

        var path = System.IO.Path.GetFullPath(text);
        var directory = System.IO.Path.GetDirectoryName(path)!;
        return context.IsReplay ? (new(path, form, template.Span), null, null) // the file is of another day, or another machine
            : !Directory.Exists(directory) ? (null, null, Problems.SaveFailed(template.Span, path, $"there is no directory `{directory}`"))
            : IsThere(path) ? (null, null, Problems.SaveExists(template.Span, path))
            : (new(path, form, template.Span), null, null);
    }

    private static Diagnostic Secret(Template path, string secret) => Problems.SaveFailed(path.Span, secret, "a path is no secret: it stands in the journal");

    private static SaveForm? FormOf(string path) => path.Contains('\0', StringComparison.Ordinal) ? null : System.IO.Path.GetExtension(path) switch
    {
        ".csv" => SaveForm.Csv,
        ".tsv" => SaveForm.Tsv,
        ".json" => SaveForm.Json,
        ".txt" => SaveForm.Txt,
        _ => null,
    };

    /// <summary>Whatever it is: a link that leads nowhere counts, too.</summary>
    private static bool IsThere(string path) => new FileInfo(path) is { Exists: true } or { LinkTarget: not null } || Directory.Exists(path);
}
