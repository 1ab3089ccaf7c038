using System.Globalization;
using CsCheck;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Tests.Yaml;

/// <summary>
/// Documents made of random scalars in every style. The writer notes the offset it wrote each character at; the loader has
/// to find the same content at the same places.
/// </summary>
public sealed class MappedScalars
{
    private const string Alphabet = "abé漢\"'\\#:-{}[],&*!|>%@` \t\n";

    [Fact]
    public void Content_and_places_of_any_scalar_are_those_that_were_written() =>
        Gen.Select(Gen.Char[Alphabet].Array[0, 24], Gen.Enum<ScalarKind>(), Gen.Int[0, 99], Gen.Bool)
            .Select((letters, kind, seed, crlf) => (new string(letters), kind, seed, crlf))
            .Array[1, 6]
            .Sample(Check, iter: 3000);

    private static void Check((string Text, ScalarKind Kind, int Seed, bool CrLf)[] scalars)
    {
        var writer = new ScalarWriter(scalars[0].CrLf ? "\r\n" : "\n");
        foreach (var (text, kind, seed, _) in scalars)
        {
            writer.Write(text, kind, seed);
        }

        var bag = new DiagnosticBag();
        var source = new Source("random.yml", writer.Document);
        var root = YamlLoader.Load(source, bag) as YamlNode.Sequence;
        Assert.True(root is not null && bag.Count == 0, $"{string.Join("; ", bag)}\n{writer.Document}");
        foreach (var (node, written) in root.Items.Zip(writer.Written))
        {
            var scalar = Assert.IsType<YamlNode.Scalar>(node);
            Assert.True(scalar.Text.Content == written.Content, $"{Escape(scalar.Text.Content)} != {Escape(written.Content)} in\n{Escape(writer.Document)}");
            for (var i = 0; i < written.Content.Length; i++)
            {
                var at = source.Offset(scalar.Text.Span(i, i + 1).Start);
                Assert.True(at == written.Offsets[i], $"character {i} of {Escape(written.Content)} at {at}, not {written.Offsets[i]} in\n{Escape(writer.Document)}");
            }
        }
    }

    private static string Escape(string text) => string.Concat(text.Select(c => c is < ' ' ? string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}") : c.ToString()));
}
