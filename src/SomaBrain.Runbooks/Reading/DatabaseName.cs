using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>`database`: an empty name is never sent, as a server takes it for the one that is called like the user.</summary>
public static class DatabaseName
{
    private const string Expected = "the name of a database";

    /// <summary>The value at run time: null where the target's own is meant.</summary>
    public static async ValueTask<Evaluated> RenderAsync(Template? template, StepContext context, CancellationToken ct)
    {
        var rendered = template is null ? Value.Null.Instance : await context.RenderAsync(template, ct);
        return rendered.Value is { IsUnknown: false } and not Value.Null && Wrong(template, Values.ValueText.Of(rendered.Value)) is { } problem ? problem : rendered;
    }

    /// <summary>What is wrong with a name that the template came to; null: nothing, or there is none.</summary>
    public static Diagnostic? Wrong(Template? template, string? name) => name is not null && string.IsNullOrWhiteSpace(name) ? Empty(template!.Span) : null;

    internal static Template? Read(MappingReader step, StepTexts texts) => NotEmpty(step) is { } name ? texts.Template(name, HoleKind.Text) : null;

    /// <summary>Of a target, without holes.</summary>
    internal static string? Read(MappingReader target) => NotEmpty(target)?.Content;

    private static MappedText? NotEmpty(MappingReader mapping)
    {
        var name = mapping.Text("database");
        if (name is not null && string.IsNullOrWhiteSpace(name.Content))
        {
            mapping.Bag.Add(Empty(name.Whole));
            return null;
        }

        return name;
    }

    private static Diagnostic Empty(SourceSpan at) => Problems.WrongOption(at, "''", Expected, "name one, or take `database` out: then it is the target's own");
}
