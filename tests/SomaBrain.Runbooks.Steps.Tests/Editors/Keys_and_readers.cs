using System.Collections.Immutable;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Reading.Keys;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Tests.Editors;

/// <summary>A reader lists the keys that it asked for when it meets one that it does not know: they are those that the shape has.</summary>
public sealed partial class Keys_and_readers
{
    private const string Head = "runbook: 1\ntitle: t\n";
    private const string Note = "steps: [{ note: x }]\n";

    public static TheoryData<string> Kinds => [.. BuiltInSteps.ForReading().Keywords];

    public static TheoryData<string> Types => [.. ParameterTypes.All.Keys];

    [Fact]
    public void At_the_top() => Agree(PlaybookKeys.All, $"{Head}{Note}unknown_key_: 1\n");

    [Fact]
    public void Of_a_target() => Agree(TargetKeys.All, $"{Head}{Note}targets: {{ db: {{ unknown_key_: 1 }} }}\n");

    [Fact]
    public void Of_defaults() => Agree(DefaultsKeys.All, $"{Head}{Note}defaults: {{ unknown_key_: 1 }}\n");

    [Fact]
    public void Of_retry() => Agree(RetryKeys.All, $"{Head}{Note}defaults: {{ retry: {{ times: 1, unknown_key_: 1 }} }}\n");

    [Fact]
    public void Of_repeat() => Agree(RepeatKeys.All, $"{Head}steps: [{{ note: x, id: a, repeat: {{ times: 1, unknown_key_: 1 }} }}]\n");

    [Fact]
    public void Of_done_when()
    {
        foreach (var kind in BuiltInSteps.ForReading().Kinds.Where(kind => kind is IProbeKind))
        {
            var known = Known($"{Head}steps: [{{ sql: DROP TABLE x, done_when: {{ {kind.Keyword}: {(kind.Keyword == "shell" ? kind.Shape.Example : "1 == 1")}, unknown_key_: 1 }} }}]\n");
            var shape = kind.Shape.Options.Where(StepKeys.MayAsk).Select(option => option.Name).Concat(StepKeys.OfProbes).Append(kind.Keyword);
            Assert.Equal(shape.Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Of_a_parameter(string type)
    {
        Agree(ParameterKeys.All, $"{Head}{Note}params: {{ a: {{ type: {type}, unknown_key_: 1 }} }}\n");
        Assert.Subset(Names(ParameterKeys.All), Names(ParameterKeys.Of(ParameterTypes.All[type])));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_a_step(string keyword)
    {
        var shape = BuiltInSteps.ForReading()[keyword].Shape;
        var keys = Known($"{Head}steps:\n  - {keyword}: {shape.Example}\n    unknown_key_: 1\n");
        keys.ExceptWith(StepKeys.Names);
        Assert.True(keys.Remove(keyword));
        Assert.Equal(shape.Options.Select(option => option.Name).Except(StepKeys.Names).Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
    }

    /// <summary>Keys of every step that do nothing for a kind, and what its effect may be.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_a_kind_that_has_no_use_for_them(string keyword)
    {
        var shape = BuiltInSteps.ForReading()[keyword].Shape;
        var required = string.Concat(shape.Options.Where(option => option.Required).Select(option => $"    {option.Name}: {option.Example}\n"));
        var effect = shape.Without.Contains("effect") ? "" : $"    effect: {(shape.Effects.IsEmpty ? "write" : shape.Effects[0])}\n";
        foreach (var key in StepKeys.All.Where(key => key is { Name: not "effect", With: null, Example: not null } && key.Against.All(other => other.Contains(':'))))
        {
            var example = key.Name == "on" ? "db" : key.Example;
            var misplaced = Read($"{Head}steps:\n  - {keyword}: {shape.Example}\n{required}{effect}    {key.Name}: {example}\n").Any(problem => problem.Code == "RB122");
            Assert.True(shape.Without.Contains(key.Name) == misplaced, $"`{key.Name}` of a `{keyword}` step is {(misplaced ? "" : "not ")}refused");
        }

        foreach (var (word, _) in Model.EffectName.All)
        {
            var misplaced = Read($"{Head}steps:\n  - {keyword}: {shape.Example}\n{required}    effect: {word}\n").Any(problem => problem.Code == "RB122");
            Assert.True(misplaced == (shape.Without.Contains("effect") || (!shape.Effects.IsEmpty && !shape.Effects.Contains(word))), $"`effect: {word}` of a `{keyword}` step is {(misplaced ? "" : "not ")}refused");
        }
    }

    [Fact]
    public void Every_key_says_what_it_is_for_and_how_it_is_written()
    {
        var catalog = BuiltInSteps.ForReading();
        var keys = PlaybookKeys.All.Concat(TargetKeys.All).Concat(DefaultsKeys.All).Concat(RetryKeys.All).Concat(RepeatKeys.All).Concat(StepKeys.All)
            .Concat(catalog.Kinds.SelectMany(kind => kind.Shape.Options)).ToList();
        Assert.Empty(keys.Where(key => key.Help.Length == 0 || !key.Help.EndsWith('.') || key.Name != "parallel" && !char.IsUpper(key.Help.TrimStart('`')[0]) && key.Help[0] != '`').Select(key => key.Name));
    }

    private static void Agree(ImmutableArray<Key> keys, string playbook) => Assert.Equal(Names(keys), Known(playbook));

    private static SortedSet<string> Names(IEnumerable<Key> keys) => new(keys.Select(key => key.Name), StringComparer.Ordinal);

    private static SortedSet<string> Known(string playbook)
    {
        var unknown = Assert.Single(Read(playbook), problem => problem.Message.Contains("unknown_key_", StringComparison.Ordinal));
        var list = unknown.Hint![unknown.Hint!.IndexOf("keys allowed here: ", StringComparison.Ordinal)..];
        return new(Word().Matches(list).Select(found => found.Groups[1].Value), StringComparer.Ordinal);
    }

    private static DiagnosticBag Read(string playbook)
    {
        var problems = new DiagnosticBag();
        new PlaybookReader(BuiltInSteps.ForReading(), new OneCallee()).Read(new Source("a.yaml", playbook), problems);
        return problems;
    }

    /// <summary>Whatever is called is there.</summary>
    private sealed class OneCallee : IPlaybooks
    {
        public string Identity(Source playbook) => playbook.Name;

        public Source? Open(MappedText path, Source caller, DiagnosticBag problems) => new(path.Content, $"{Head}{Note}");
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Word();
}
