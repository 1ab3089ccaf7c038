using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
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
        var end = template is { HasHoles: true } ? (template.Parts[^1] as TemplatePart.Literal)?.Content : template?.Text.Content;
        if (end is not null && (!template!.HasHoles || end.AsSpan().ContainsAny('.', '/')) && FormOf(end) is null)
        {
            reading.Problems.Add(Problems.SaveForm(template.Span, template.Text.Content));
        }

        reading.RefuseSecrets(template, secret => Secret(template!, secret));
        return template;
    }

    /// <summary>Before the effect: the file must not be there, its directory must. A dry run asks that where it would save, of <see cref="Unready"/>.</summary>
    /// <returns>Null when nothing is to be saved; with what will tell the path, as far as it is known for people only, or why it cannot be.</returns>
    public static async ValueTask<(SaveTarget? Target, string? Until, Diagnostic? Problem)> PrepareAsync(Template? template, StepContext context, CancellationToken ct)
    {
        if (template is null)
        {
            return default;
        }

        var rendered = await context.RenderAsync(template, ct);
        if (rendered.Value is not { } value)
        {
            return (null, null, rendered.Problem);
        }

        if (value.AsUnknown is { } unknown)
        {
            return (new(context.Shown(template, value), SaveForm.Txt, template.Span), unknown.Until, null);
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

        SaveTarget target = new(System.IO.Path.GetFullPath(text), form, template.Span);
        var problem = context.IsReplay || context.DryRun ? null : target.Unready(); // the file of a replay is of another day, or another machine
        return problem is null ? (target, null, null) : (null, null, problem);
    }

    /// <summary>The members of a file that a dry run did not write.</summary>
    public static Field[] NotWritten(Step step) =>
        [new("file", new Value.Unknown($"step {step.Header.Name}")), new("sha256", new Value.Unknown($"step {step.Header.Name}"))];

    /// <summary>Why nothing can be saved there now. That its place is not there is no mistake of the step: one before it may make it.</summary>
    public Diagnostic? Unready()
    {
        var directory = System.IO.Path.GetDirectoryName(Path)!;
        return !Directory.Exists(directory) ? Problems.SaveFailed(Span, Path, $"there is no directory `{directory}`")
            : IsThere(Path) ? Problems.SaveExists(Span, Path)
            : null;
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
