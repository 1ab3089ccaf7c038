using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Tests.Yaml;

public sealed class RefusedDocuments
{
    public static TheoryData<string> Names => [.. YamlCases.Read("refused.txt").Select(x => x.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_refused_document_gets_its_code_and_its_place(string name)
    {
        var (_, expected, document) = YamlCases.Read("refused.txt").Single(x => x.Name == name);
        var bag = new DiagnosticBag();

        YamlLoader.Load(new Source("a.yml", document), bag);

        Assert.Equal(expected, string.Join("\n", bag.Select(d => $"{d.Code} {d.Span!.Start}")));
        Assert.All(bag, d => Assert.False(string.IsNullOrEmpty(d.Hint)));
    }
}
