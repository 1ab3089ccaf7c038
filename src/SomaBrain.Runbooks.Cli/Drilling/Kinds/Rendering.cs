using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Drilling.Kinds;

/// <summary>The texts of a step with their holes filled.</summary>
internal sealed class Rendering
{
    private readonly Dictionary<Template, string> _texts = [];

    /// <summary>The first text that could not be filled.</summary>
    public Diagnostic? Problem { get; private set; }

    public string this[Template template] => _texts[template];

    public static async ValueTask<Rendering> OfAsync(IEnumerable<Template> templates, StepContext context, CancellationToken ct)
    {
        var rendering = new Rendering();
        foreach (var template in templates)
        {
            var rendered = await context.RenderAsync(template, ct);
            rendering.Problem ??= rendered.Problem;
            if (rendered.Value is { } value)
            {
                rendering._texts[template] = ValueText.Of(value is Value.Secret secret ? secret.Inner : value);
            }
        }

        return rendering;
    }
}
