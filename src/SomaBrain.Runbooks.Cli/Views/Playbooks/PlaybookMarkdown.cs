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
        One(text, playbook, written, catalog, paper);
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (var called in playbook.Callees)
        {
            // who has only the paper has no other file either
            if (paper && files.Add(called.Source.Name))
            {
                text.Put($"\n---\n\nCalled above: {MarkdownText.Code(called.Source.Name)}\n\n");
                One(text, called, (YamlNode.Mapping)YamlLoader.Load(called.Source, new())!, catalog, paper);
            }
        }

        return text.ToString();
    }

    private static void One(StringBuilder text, Playbook playbook, YamlNode.Mapping written, StepCatalog catalog, bool paper)
    {
        text.Put($"# {MarkdownText.Authored(playbook.Title)}\n");
        if (playbook.Summary is { } summary)
        {
            text.Put($"\n{MarkdownText.Authored(summary)}\n");
        }

        Facts(text, playbook);
        if (paper)
        {
            text.Append("\nDone by ____________________  on ____________________  server ____________________\n");
        }

        Parameters(text, playbook);
        Targets(text, playbook);
        Values(text, written["vars"], "What is computed", "\nEach once, when it is first used.\n", "");
        Defaults(text, playbook, written["defaults"] as YamlNode.Mapping);
        new StepsMarkdown(text, catalog, paper).Sections(written);
        Values(text, written["outputs"], "What comes of it", "", paper ? " ____________________" : "");
        if (paper)
        {
            text.Append("\n---\n\nEnded at __________  ☐ as it should  ☐ otherwise: ________________________________________\n");
        }
    }

    private static void Facts(StringBuilder text, Playbook playbook)
    {
        string?[] facts =
        [
            playbook.Effect is { } effect ? $"**May** {EffectName.Of(effect)}" : "**May** do anything (no `effect` is declared)",
            playbook.Owner is { } owner ? $"**Owner** {MarkdownText.Authored(owner)}" : null,
            playbook.Tags.IsEmpty ? null : $"**Tags** {MarkdownText.Authored(string.Join(", ", playbook.Tags))}",
        ];
        text.Put($"\n{string.Join(" · ", facts.OfType<string>())}\n");
        if (!playbook.References.IsEmpty)
        {
            text.Put($"\nSee also: {string.Join(", ", playbook.References.Select(reference => MarkdownText.Authored(reference)))}\n");
        }

        text.Append(playbook.Effect != Effect.Read || playbook.Lock is not null ? $"\nNot while another run {(playbook.Lock is { } name ? $"holds the lock {MarkdownText.Code(name)}" : "of it works on the same database")}.\n" : "");
        text.Append(playbook.AfterFailure == AfterFailure.Undo ? "\nAfter a failure what was changed is undone at once, the last change first.\n" : "");
    }

    private static void Values(StringBuilder text, YamlNode? values, string heading, string sentence, string end)
    {
        if (values is YamlNode.Mapping mapping)
        {
            text.Put($"\n## {heading}\n{sentence}\n");
            foreach (var entry in mapping.Entries)
            {
                StepsMarkdown.Fact(text, entry.Name, entry.Value, end);
            }
        }
    }

    /// <summary>What is said, and the one that holds although nobody says it.</summary>
    private static void Defaults(StringBuilder text, Playbook playbook, YamlNode.Mapping? written)
    {
        var unsaid = written?["lock_timeout"] is null && playbook.AllSteps.Any(step => step.Connects);
        text.Append(written is not null || unsaid ? "\n## Unless a step says otherwise\n\n" : "");
        foreach (var entry in written?.Entries ?? [])
        {
            StepsMarkdown.Fact(text, entry.Name.Replace('_', ' '), entry.Value);
        }

        text.Append(unsaid ? $"- **lock timeout** {MarkdownText.Code(Durations.Format(Model.Defaults.None.LockTimeout))}\n" : "");
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
            text.Put($"| {Cell(parameter.Name)} | {Expected(parameter)} | {Otherwise(parameter)} | {Cell(parameter.Help ?? "")} |\n");
        }
    }

    private static string Expected(Parameter parameter)
    {
        var one = parameter.Type == ParameterType.List ? parameter.Of : parameter.Type;
        var words = parameter.Values.IsDefaultOrEmpty ? ParameterTypes.NameOf(one) : string.Join(" or ", parameter.Values.Select(Code));
        return (parameter.Type == ParameterType.List ? $"list of {words}{(parameter.Min is null && parameter.Max is null ? "" : ", each")}" : words)
            + (parameter.Min is { } min ? $", at least {ValueText.Of(min)}" : "")
            + (parameter.Max is { } max ? $", at most {ValueText.Of(max)}" : "")
            + (parameter.Pattern is { } pattern ? $", like {Code(pattern.Text)}" : "");
    }

    private static string Otherwise(Parameter parameter) =>
        parameter.Default is { } value ? Code(ValueText.Of(value))
        : parameter.From is { } from ? $"from {Code(from)}"
        : parameter.Optional ? "nothing" : "**required**";

    private static void Targets(StringBuilder text, Playbook playbook)
    {
        text.Append("\n## Where it works\n\n| target | must be |\n|---|---|\n");
        foreach (var target in playbook.Targets)
        {
            string?[] demands =
            [
                target.Role switch { ServerRole.Primary => "primary", ServerRole.Standby => "standby", _ => null },
                target.Version is { } version ? $"version {Cell(version.Text)}" : null,
                target.Database is { } database ? $"database {Cell(database)}" : null,
                target.IsLocal ? "on this machine" : null,
                target.MayBeDown ? "may be down" : null,
                target.IsOptional ? "may be left out" : null,
                target.Connect is { } connect ? $"made by the run: {Code(connect.Text.Content)}" : null,
            ];
            text.Put($"| {Cell(target.Name)} | {(demands.Any(demand => demand is not null) ? string.Join(", ", demands.OfType<string>()) : "any server")} |\n");
        }

        if (playbook.Targets.Length > 1)
        {
            text.Put($"\nSteps work on {MarkdownText.Code(playbook.DefaultTarget ?? playbook.Targets[0].Name)} unless it is said otherwise.\n");
        }
    }

    private static string Cell(string text) => MarkdownText.Authored(text, inCell: true);

    private static string Code(string text) => MarkdownText.InCell(MarkdownText.Code(text));
}
