using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Cli.Views.Plans;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Cli.Views.Playbooks;

/// <summary>A playbook as a document: what it is, what it needs, and its steps as they were written.</summary>
internal static class PlaybookMarkdown
{
    /// <param name="written">The same playbook as it stands in the file.</param>
    public static string Render(Playbook playbook, YamlNode.Mapping written, StepCatalog catalog, bool paper)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {Inline(playbook.Title)}\n");
        if (playbook.Summary is { } summary)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Inline(summary)}\n");
        }

        Facts(text, playbook);
        if (paper)
        {
            text.Append("\nDone by ____________________  on ____________________  server ____________________\n");
        }

        Parameters(text, playbook);
        Targets(text, playbook);
        new StepsMarkdown(text, catalog, paper).Sections(written);
        if (paper)
        {
            text.Append("\n---\n\nEnded at __________  ☐ as it should  ☐ otherwise: ________________________________________\n");
        }

        return text.ToString();
    }

    private static void Facts(StringBuilder text, Playbook playbook)
    {
        string?[] facts =
        [
            playbook.Effect is { } effect ? $"**May** {EffectName.Of(effect)}" : "**May** do anything (no `effect` is declared)",
            playbook.Owner is { } owner ? $"**Owner** {Inline(owner)}" : null,
            playbook.Tags.IsEmpty ? null : $"**Tags** {Inline(string.Join(", ", playbook.Tags))}",
        ];
        text.Append(CultureInfo.InvariantCulture, $"\n{string.Join(" · ", facts.OfType<string>())}\n");
        if (!playbook.References.IsEmpty)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nSee also: {string.Join(", ", playbook.References.Select(Inline))}\n");
        }
    }

    private static void Parameters(StringBuilder text, Playbook playbook)
    {
        if (playbook.Parameters.IsEmpty)
        {
            return;
        }

        text.Append("\n## What it asks for\n\n| parameter | value | otherwise | |\n|---|---|---|---|\n");
        foreach (var parameter in playbook.Parameters)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Inline(parameter.Name)} | {Inline(Expected(parameter))} | {Otherwise(parameter)} | {Inline(parameter.Help ?? "")} |\n");
        }
    }

    private static string Expected(Parameter parameter)
    {
        var one = parameter.Type == ParameterType.List ? parameter.Of : parameter.Type;
        var words = parameter.Values.IsDefaultOrEmpty ? ParameterTypes.NameOf(one) : string.Join(" or ", parameter.Values);
        return (parameter.Type == ParameterType.List ? $"list of {words}{(parameter.Min is null && parameter.Max is null ? "" : ", each")}" : words)
            + (parameter.Min is { } min ? $", at least {ValueText.Of(min)}" : "")
            + (parameter.Max is { } max ? $", at most {ValueText.Of(max)}" : "")
            + (parameter.Pattern is { } pattern ? $", like {pattern}" : "");
    }

    private static string Otherwise(Parameter parameter) =>
        parameter.Default is { } value ? Inline(ValueText.Of(value))
        : parameter.From is { } from ? $"from {Inline(from)}"
        : parameter.Optional ? "nothing" : "**required**";

    private static void Targets(StringBuilder text, Playbook playbook)
    {
        text.Append("\n## Where it works\n\n| target | must be |\n|---|---|\n");
        foreach (var target in playbook.Targets)
        {
            string?[] demands =
            [
                target.Role switch { ServerRole.Primary => "primary", ServerRole.Standby => "standby", _ => null },
                target.Version is { } version ? $"version {version}" : null,
                target.Database is { } database ? $"database {database}" : null,
                target.IsLocal ? "on this machine" : null,
                target.MayBeDown ? "may be down" : null,
                target.IsOptional ? "may be left out" : null,
                target.Connect is null ? null : "made by the run",
            ];
            text.Append(CultureInfo.InvariantCulture, $"| {Inline(target.Name)} | {Inline(demands.Any(demand => demand is not null) ? string.Join(", ", demands.OfType<string>()) : "any server")} |\n");
        }
    }

    private static string Inline(string text) => MarkdownText.Inline(text);
}
