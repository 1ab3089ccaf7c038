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
                text.Put($"\n## {Capital(key.Name)}\n{(key.Required ? "" : $"\n{FirstSentence(key.Help)}\n")}");
                List(steps, key.Name == "steps" ? "" : $"{key.Name}.", 3);
            }
        }
    }

    private void List(YamlNode.Sequence steps, string prefix, int level, string when = "")
    {
        foreach (var (i, step) in steps.Items.OfType<YamlNode.Mapping>().Index())
        {
            Step(step, string.Create(CultureInfo.InvariantCulture, $"{prefix}{i + 1}"), level, when);
        }
    }

    /// <param name="when">Said behind its title: when it is to be done at all.</param>
    private void Step(YamlNode.Mapping step, string path, int level, string when = "")
    {
        if (step.Entries.FirstOrDefault(entry => catalog.TryGet(entry.Name, out _)) is not { } kind)
        {
            return;
        }

        var shape = catalog[kind.Name].Shape;
        var title = Content(step["title"]) ?? kind.Name;
        var id = Content(step["id"]) is { } name ? $" ({MarkdownText.Authored(name)})" : "";
        text.Put($"\n{new string('#', Math.Min(level, DeepestHeading))} {(paper ? "☐ " : "")}{path} {MarkdownText.Authored(title)}{id}{when}\n");
        if (Content(step["help"]) is { } help)
        {
            text.Put($"\n{Prose(help)}\n");
        }

        var options = step.Entries.Where(entry => entry != kind && !Shown.Contains(entry.Name)).ToList();
        var isFirst = true;
        foreach (var option in options.Where(option => !HoldsSteps(ShapeOf(option.Name, shape))))
        {
            text.Append(isFirst ? "\n" : "");
            isFirst = false;
            Fact(text, option.Name.Replace('_', ' '), option.Value);
        }

        Value(kind.Value, shape.Value, shape.Language, path, level);
        if (paper && !HoldsSteps(shape.Value))
        {
            text.Append("\nTime __________  Result ________________________________________\n");
        }

        foreach (var option in options.Where(option => HoldsSteps(ShapeOf(option.Name, shape))))
        {
            var isUndo = ShapeOf(option.Name, shape) is Shape.Steps { IsUndo: true };
            text.Put($"\n**{(paper && !isUndo ? "☐ " : "")}{Capital(option.Name.Replace('_', ' '))}:** {FirstSentence(KeyOf(option.Name, shape)!.Help)}\n");
            Value(option.Value, ShapeOf(option.Name, shape)!, null, $"{path}.{option.Name}", level);
        }
    }

    private void Value(YamlNode value, Shape shape, string? language, string path, int level)
    {
        switch (value)
        {
            case YamlNode.Sequence steps when shape is Shape.Steps { IsUndo: true }:
                List(steps, $"{path}.", level + 1, ", only to revert that step"); // else it would be the next to do
                break;
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
                text.Put($"\n> {Prose(scalar.Text.Content).Replace("\n", "\n> ", StringComparison.Ordinal)}\n");
                break;
            default:
                text.Put($"\n{Short(value)}\n");
                break;
        }
    }

    /// <summary>`{ when: …, steps: … }`.</summary>
    private void Arm(YamlNode.Mapping arm, string path, int level)
    {
        var conditions = arm.Entries.Where(entry => entry.Value is YamlNode.Scalar).Select(entry => $"{entry.Name.Replace('_', ' ')} {Short(entry.Value)}");
        text.Put($"\n**{(paper ? "☐ " : "")}{Capital(string.Join(", ", conditions))}:**\n");
        foreach (var steps in arm.Entries.Select(entry => entry.Value).OfType<YamlNode.Sequence>())
        {
            List(steps, $"{path}.", level + 1);
        }
    }

    private static Shape? ShapeOf(string key, KindShape shape) => KeyOf(key, shape)?.Shape;

    private static Key? KeyOf(string key, KindShape shape) =>
        shape.Options.FirstOrDefault(option => option.Name == key) ?? StepKeys.All.FirstOrDefault(option => option.Name == key);

    private static bool HoldsSteps(Shape? shape) => shape switch
    {
        Shape.Steps or Shape.Step => true,
        Shape.List list => HoldsSteps(list.Item),
        Shape.Object mapping => mapping.Keys.Any(key => HoldsSteps(key.Shape)),
        Shape.AnyOf any => any.Shapes.Any(HoldsSteps),
        _ => false,
    };

    private static string? Content(YamlNode? node) => (node as YamlNode.Scalar)?.Text.Content;

    /// <summary>A name and its value; text of several lines keeps them.</summary>
    /// <param name="end">What is written behind it.</param>
    public static void Fact(StringBuilder text, string name, YamlNode value, string end = "")
    {
        var shown = value is YamlNode.Scalar scalar && scalar.Text.Content.AsSpan().TrimEnd('\n').Contains('\n')
            ? $"{end}\n\n  {MarkdownText.Fenced(scalar.Text.Content, "text").TrimEnd('\n').Replace("\n", "\n  ", StringComparison.Ordinal)}"
            : $" {Short(value)}{end}";
        text.Append("- **").Append(MarkdownText.Authored(name)).Append("**").Append(shown).Append('\n');
    }

    /// <summary>A value in one line.</summary>
    private static string Short(YamlNode node) => node switch
    {
        YamlNode.Scalar scalar => MarkdownText.Code(scalar.Text.Content),
        YamlNode.Sequence list => string.Join(", ", list.Items.Select(Short)),
        YamlNode.Mapping mapping => string.Join(", ", mapping.Entries.Select(entry => $"{MarkdownText.Authored(entry.Name.Replace('_', ' '))} {Within(entry.Value)}")),
        _ => "",
    };

    /// <summary>Of several values, and told apart from those beside it.</summary>
    private static string Within(YamlNode node) => node is YamlNode.Scalar or YamlNode.Sequence { Items.Length: 1 } ? Short(node) : $"({Short(node)})";

    private static string FirstSentence(string help) => help.Split(". ", 2)[0].TrimEnd('.') + ".";

    /// <summary>An author's own Markdown stays Markdown, without headings of its own and without HTML; what its fences hold is left as it is.</summary>
    private static string Prose(string written)
    {
        var lines = Text.TerminalText.Clean(written).Trim('\n').Split('\n').ToList();
        string? fence = null;
        for (var i = 0; i < lines.Count; i++)
        {
            if (MarkdownText.Fence(lines[i]) is { } marks && (fence is null || (lines[i].Trim() == marks && marks.StartsWith(fence, StringComparison.Ordinal))))
            {
                fence = fence is null ? marks : null;
            }
            else if (fence is null && lines[i].StartsWith('#'))
            {
                lines[i] = lines[i].TrimStart('#').TrimStart();
            }
        }

        if (fence is not null)
        {
            lines.Add(fence); // else all steps behind it were code
        }

        return MarkdownText.WithoutHtml(string.Join('\n', lines));
    }

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
