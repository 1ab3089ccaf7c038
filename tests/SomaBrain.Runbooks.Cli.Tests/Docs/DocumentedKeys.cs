using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Reading.Keys;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Cli.Tests.Docs;

/// <summary>Every key of the language stands in a playbook of `docs/language.md` that a command below it runs, plans or views.</summary>
public sealed partial class DocumentedKeys
{
    private static readonly StepCatalog Catalog = BuiltInSteps.ForReading();

    [Fact]
    public void Every_key_has_an_example_that_is_executed()
    {
        var (wanted, found) = (new SortedSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        Want("top", new Shape.Object(PlaybookKeys.All), wanted);
        foreach (var kind in Catalog.Kinds)
        {
            wanted.Add(kind.Keyword);
            Want(kind.Keyword, kind.Shape.Value, wanted);
            Want(kind.Keyword, new Shape.Object(kind.Shape.Options), wanted);
        }

        foreach (var playbook in Executed())
        {
            Find("top", new Shape.Object(PlaybookKeys.All), playbook, found);
        }

        wanted.ExceptWith(found);
        Assert.True(wanted.Count == 0, string.Join(", ", wanted));
    }

    private static IEnumerable<YamlNode> Executed()
    {
        var text = File.ReadAllText(Repository.At("docs", "language.md")).ReplaceLineEndings("\n");
        var commands = string.Concat(Command().Matches(text).Select(found => found.Value.Replace('\n', ' ')));
        foreach (Match block in Block().Matches(text))
        {
            if (commands.Contains($" {block.Groups["file"].Value} ", StringComparison.Ordinal))
            {
                yield return YamlLoader.Load(new Source(block.Groups["file"].Value, block.Groups["yaml"].Value), new())!;
            }
        }
    }

    private static void Want(string owner, Shape shape, SortedSet<string> wanted)
    {
        switch (shape)
        {
            case Shape.Object mapping:
                foreach (var key in mapping.Keys.Where(key => wanted.Add($"{owner}.{key.Name}")))
                {
                    Want(key.Name, key.Shape, wanted);
                }

                break;
            case Shape.List { Item: var item }:
                Want(owner, item, wanted);
                break;
            case Shape.Map { Item: var item }:
                Want(owner, item, wanted);
                break;
            case Shape.AnyOf any:
                any.Shapes.ToList().ForEach(one => Want(owner, one, wanted));
                break;
            case Shape.Parameter:
                Want("parameter", new Shape.Object(ParameterKeys.All), wanted);
                break;
            case Shape.Steps or Shape.Step:
                Want("step", new Shape.Object(StepKeys.All), wanted);
                break;
            default:
                break;
        }
    }

    private static void Find(string owner, Shape shape, YamlNode node, HashSet<string> found)
    {
        switch (shape, node)
        {
            case (Shape.Object mapping, YamlNode.Mapping written):
                foreach (var entry in written.Entries.Where(entry => mapping.Keys.Any(key => key.Name == entry.Name)))
                {
                    found.Add($"{owner}.{entry.Name}");
                    Find(entry.Name, mapping.Keys.First(key => key.Name == entry.Name).Shape, entry.Value, found);
                }

                break;
            case (Shape.List or Shape.Steps, YamlNode.Sequence list):
                foreach (var item in list.Items)
                {
                    Find(owner, shape is Shape.List { Item: var inner } ? inner : new Shape.Step(), item, found);
                }

                break;
            case (Shape.Map map, YamlNode.Mapping written):
                foreach (var entry in written.Entries)
                {
                    Find(owner, map.Item, entry.Value, found);
                }

                break;
            case (Shape.AnyOf any, _):
                any.Shapes.ToList().ForEach(one => Find(owner, one, node, found));
                break;
            case (Shape.Parameter, _):
                Find("parameter", new Shape.Object(ParameterKeys.All), node, found);
                break;
            case (Shape.Step or Shape.Probe, YamlNode.Mapping step):
                var kind = Catalog.Kinds.First(known => step[known.Keyword] is not null);
                found.Add(kind.Keyword);
                Find(kind.Keyword, kind.Shape.Value, step[kind.Keyword]!, found);
                Find(kind.Keyword, new Shape.Object(kind.Shape.Options), step, found);
                Find("step", new Shape.Object(StepKeys.All), step, found);
                break;
            default:
                break;
        }
    }

    [GeneratedRegex("^<!-- file: (?<file>\\S+) -->\n```yaml\n(?<yaml>runbook: 1\n(?:(?!^```).)*)^```\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^\\$ runbook (run|plan) [^\n]*\n", RegexOptions.Multiline)]
    private static partial Regex Command();
}
