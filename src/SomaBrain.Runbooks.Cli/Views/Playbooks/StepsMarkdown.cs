using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Cli.Views.Plans;
using SomaBrain.Runbooks.Reading.Keys;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Cli.Views.Playbooks;

/// <summary>Steps as they were written. Their shapes say what is code, what is prose and where further steps are: no kind is named here.</summary>
internal sealed class StepsMarkdown(StringBuilder text, StepCatalog catalog, bool paper)
{
    private const int DeepestHeading = 6;

    // Shown in the heading or beside it, or only for editors.
    private static readonly ImmutableArray<string> Shown = ["id", "title", "help"];

    /// <summary>Whatever steps stand at the top, in the order of the language.</summary>
    public void Sections(YamlNode.Mapping playbook)
    {
        foreach (var key in PlaybookKeys.All.Where(key => key.Shape is Shape.Steps))
        {
            if (playbook[key.Name] is YamlNode.Sequence steps)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n## {Capital(key.Name)}\n");
                List(steps, key.Name == "steps" ? "" : $"{key.Name}.", 3);
            }
        }
    }

    private void List(YamlNode.Sequence steps, string prefix, int level)
    {
        foreach (var (i, step) in steps.Items.OfType<YamlNode.Mapping>().Index())
        {
            Step(step, string.Create(CultureInfo.InvariantCulture, $"{prefix}{i + 1}"), level);
        }
    }

    private void Step(YamlNode.Mapping step, string path, int level)
    {
        if (step.Entries.FirstOrDefault(entry => catalog.TryGet(entry.Name, out _)) is not { } kind)
        {
            return;
        }

        var shape = catalog[kind.Name].Shape;
        var title = Content(step["title"]) ?? kind.Name;
        var id = Content(step["id"]) is { } name ? $" ({MarkdownText.Inline(name)})" : "";
        text.Append(CultureInfo.InvariantCulture, $"\n{new string('#', Math.Min(level, DeepestHeading))} {(paper ? "☐ " : "")}{path} {MarkdownText.Inline(title)}{id}\n");
        if (Content(step["help"]) is { } help)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Prose(help)}\n");
        }

        var options = step.Entries.Where(entry => entry != kind && !Shown.Contains(entry.Name)).ToList();
        foreach (var option in options.Where(option => !HoldsSteps(ShapeOf(option.Name, shape))))
        {
            text.Append(CultureInfo.InvariantCulture, $"{(option == options[0] ? "\n" : "")}- **{option.Name.Replace('_', ' ')}** {Short(option.Value)}\n");
        }

        Value(kind.Value, shape.Value, shape.Language, path, level);
        foreach (var option in options.Where(option => HoldsSteps(ShapeOf(option.Name, shape))))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n**{(paper ? "☐ " : "")}{Capital(option.Name.Replace('_', ' '))}:**\n");
            Value(option.Value, ShapeOf(option.Name, shape)!, null, $"{path}.{option.Name}", level);
        }

        if (paper && !HoldsSteps(shape.Value))
        {
            text.Append("\nTime __________  Result ________________________________________\n");
        }
    }

    private void Value(YamlNode value, Shape shape, string? language, string path, int level)
    {
        switch (value)
        {
            case YamlNode.Sequence steps when shape is Shape.Steps:
                List(steps, $"{path}.", level + 1);
                break;
            case YamlNode.Mapping step when shape is Shape.Step:
                Step(step, $"{path}.1", level + 1);
                break;
            case YamlNode.Sequence items when HoldsSteps(shape):
                foreach (var (i, item) in items.Items.OfType<YamlNode.Mapping>().Index())
                {
                    Arm(item, string.Create(CultureInfo.InvariantCulture, $"{path}.{i + 1}"), level);
                }

                break;
            case YamlNode.Sequence list when language is not null:
                text.Append('\n').Append(MarkdownText.Fenced(string.Join('\n', list.Items.Select(item => Content(item) ?? "")), "text"));
                break;
            case YamlNode.Scalar scalar when language is not null:
                text.Append('\n').Append(MarkdownText.Fenced(scalar.Text.Content, language));
                break;
            case YamlNode.Scalar scalar:
                text.Append(CultureInfo.InvariantCulture, $"\n> {Prose(scalar.Text.Content).Replace("\n", "\n> ", StringComparison.Ordinal)}\n");
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"\n{Short(value)}\n");
                break;
        }
    }

    /// <summary>`{ when: …, steps: … }`.</summary>
    private void Arm(YamlNode.Mapping arm, string path, int level)
    {
        var conditions = arm.Entries.Where(entry => entry.Value is YamlNode.Scalar).Select(entry => $"{entry.Name.Replace('_', ' ')} {Short(entry.Value)}");
        text.Append(CultureInfo.InvariantCulture, $"\n**{(paper ? "☐ " : "")}{Capital(string.Join(", ", conditions))}:**\n");
        foreach (var steps in arm.Entries.Select(entry => entry.Value).OfType<YamlNode.Sequence>())
        {
            List(steps, $"{path}.", level + 1);
        }
    }

    private static Shape? ShapeOf(string key, KindShape shape) =>
        shape.Options.FirstOrDefault(option => option.Name == key)?.Shape ?? StepKeys.All.FirstOrDefault(option => option.Name == key)?.Shape;

    private static bool HoldsSteps(Shape? shape) => shape switch
    {
        Shape.Steps or Shape.Step => true,
        Shape.List list => HoldsSteps(list.Item),
        Shape.Object mapping => mapping.Keys.Any(key => HoldsSteps(key.Shape)),
        Shape.AnyOf any => any.Shapes.Any(HoldsSteps),
        _ => false,
    };

    private static string? Content(YamlNode? node) => (node as YamlNode.Scalar)?.Text.Content;

    /// <summary>A value in one line.</summary>
    private static string Short(YamlNode node) => node switch
    {
        YamlNode.Scalar scalar => MarkdownText.Code(scalar.Text.Content),
        YamlNode.Sequence list => string.Join(", ", list.Items.Select(Short)),
        YamlNode.Mapping mapping => string.Join(", ", mapping.Entries.Select(entry => $"{MarkdownText.Inline(entry.Name)} {Short(entry.Value)}")),
        _ => "",
    };

    /// <summary>An author's own Markdown stays Markdown, without headings of its own and without HTML.</summary>
    private static string Prose(string written) =>
        string.Join('\n', Text.TerminalText.Clean(written).Trim('\n').Split('\n').Select(line => (line.StartsWith('#') ? line.TrimStart('#').TrimStart() : line).Replace("<", "&lt;", StringComparison.Ordinal)));

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
