using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Tests.Yaml;

/// <summary>`refused.txt`: what this language does not take. `invalid.txt`: what is no YAML at all, over all classes of error that YAML has.</summary>
public sealed class RefusedDocuments
{
    private static readonly string[] Files = ["refused.txt", "invalid.txt"];

    public static TheoryData<string, string> Names => new(Files.SelectMany(file => YamlCases.Read(file).Select(one => (file, one.Name))));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_refused_document_gets_its_code_and_its_place(string file, string name)
    {
        var (_, expected, document) = YamlCases.Read(file).Single(one => one.Name == name);
        var bag = new DiagnosticBag();

        YamlLoader.Load(new Source("a.yml", document), bag);

        Assert.Equal(expected, Places(bag));
        Assert.All(bag, d => Assert.False(string.IsNullOrEmpty(d.Hint)));
        Assert.DoesNotContain(bag, d => d.Hint!.Contains("parser says", StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_end_of_Windows_changes_nothing()
    {
        List<string> differ = [];
        foreach (var (name, expected, document) in YamlCases.Read("invalid.txt"))
        {
            var bag = new DiagnosticBag();
            YamlLoader.Load(new Source("a.yml", document.Replace("\n", "\r\n", StringComparison.Ordinal)), bag);
            if (Places(bag) != expected)
            {
                differ.Add($"{name}: {Places(bag)}");
            }
        }

        Assert.Empty(differ);
    }

    [Fact]
    public void The_documents_that_are_no_YAML_are_at_least_94_and_all_different()
    {
        var documents = YamlCases.Read("invalid.txt").Select(one => one.Document).ToList();

        Assert.InRange(documents.Count, 94, int.MaxValue);
        Assert.Distinct(documents);
        Assert.Distinct(YamlCases.Read("invalid.txt").Select(one => one.Name));
    }

    private static string Places(DiagnosticBag bag) => string.Join("\n", bag.Select(d => $"{d.Code} {d.Span!.Start}"));
}
