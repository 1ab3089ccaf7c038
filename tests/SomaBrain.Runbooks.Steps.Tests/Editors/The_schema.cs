using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Schemas;
using SomaBrain.Runbooks.Steps.Tests.Kinds;

namespace SomaBrain.Runbooks.Steps.Tests.Editors;

public sealed partial class The_schema
{
    [Fact]
    public void It_is_what_the_kinds_and_readers_say()
    {
        var generated = PlaybookSchema.Text(BuiltInSteps.ForReading());
        var received = Path.ChangeExtension(Validation.Schema, ".received.json");
        var kept = File.Exists(Validation.Schema) ? File.ReadAllText(Validation.Schema) : "";
        if (kept == generated)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, generated);
        Assert.Fail($"runbook.schema.json is not what is generated (`./build approve` accepts it):\n{LineDiff.Of(kept, generated)}");
    }

    [Fact]
    public void A_strict_validator_takes_it_with_its_examples_and_every_playbook_of_the_repository()
    {
        var all = Playbooks().ToList();

        var (schema, errors) = Validation.Errors(all.Select(one => one.Text));

        Assert.Empty(schema);
        Assert.Empty(all.Zip(errors).Where(one => one.Second.Count > 0).Select(one => $"{one.First.Name}: {string.Join("; ", one.Second)}"));
        Assert.True(all.Count > 40);
    }

    [Fact]
    public void That_of_drills_takes_every_drill_of_the_repository()
    {
        var all = Directory.EnumerateFiles(Repository.At("playbooks"), "*.drill.yaml", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Repository.At("bench"), "*.drill.yaml", SearchOption.AllDirectories)).ToList();

        var (schema, errors) = Validation.Errors(all.Select(File.ReadAllText), Repository.At("schemas", "drill.schema.json"));

        Assert.Empty(schema);
        Assert.Empty(all.Zip(errors).Where(one => one.Second.Count > 0).Select(one => $"{one.First}: {string.Join("; ", one.Second)}"));
        Assert.True(all.Count > 40);
    }

    private static IEnumerable<(string Name, string Text)> Playbooks()
    {
        foreach (var path in Directory.EnumerateFiles(Repository.At("playbooks"), "*.yaml", SearchOption.AllDirectories))
        {
            if (File.ReadAllText(path) is var text && IsPlaybook().IsMatch(text))
            {
                yield return (path, text);
            }
        }

        foreach (var path in Directory.EnumerateFiles(Repository.At("docs"), "*.md").Append(Repository.At("README.md")).Where(path => !path.EndsWith(".received.md", StringComparison.Ordinal)))
        {
            // those of diagnostics.md are wrong, and adding-a-step-kind.md has a kind that this program does not know
            foreach (Match block in Block().Matches(path.EndsWith("diagnostics.md", StringComparison.Ordinal) || path.EndsWith("adding-a-step-kind.md", StringComparison.Ordinal) ? "" : File.ReadAllText(path)))
            {
                yield return (path, block.Groups["yaml"].Value);
            }
        }

        foreach (var line in PlaybookCases.Lines("good.txt"))
        {
            yield return (line, PlaybookCases.Text(line));
        }
    }

    [GeneratedRegex("^runbook: ", RegexOptions.Multiline)]
    private static partial Regex IsPlaybook();

    [GeneratedRegex("^```yaml\n(?<yaml>runbook: 1\n(?:(?!^```).)*)^```\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
