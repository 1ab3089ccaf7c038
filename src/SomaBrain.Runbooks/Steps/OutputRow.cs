using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps;

/// <summary>The outputs of a playbook.</summary>
public static class OutputRow
{
    /// <param name="context">With the names of the playbook itself.</param>
    public static async ValueTask<Evaluated> OfAsync(ImmutableArray<KeyValuePair<string, Template>> outputs, StepContext context, CancellationToken ct)
    {
        var fields = ImmutableArray.CreateBuilder<Field>();
        foreach (var (name, template) in outputs)
        {
            var output = await context.RenderAsync(template, ct);
            if (output.Value is not { } value)
            {
                return output;
            }

            fields.Add(new(name, value));
        }

        return new Value.Row(fields.ToImmutable());
    }
}
