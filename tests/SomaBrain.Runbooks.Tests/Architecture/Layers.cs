using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Tests.Architecture;

/// <summary>Inside the core, each layer uses only those to its left.</summary>
public sealed partial class Layers
{
    private static readonly string[] LeftToRight =
    [
        "Sequences", "Text", "Diagnostics", "Yaml", "Values", "Expressions", "Model", "Shapes",
        "Journaling", "Steps", "Reading", "Schemas", "Linting", "Planning", "Execution", "Replaying", "Testing",
    ];

    [Fact]
    public void Every_file_of_the_core_belongs_to_a_layer() =>
        Assert.Empty(SourceFile.InCore.Where(file => !LeftToRight.Contains(file.Layer)).Select(file => file.Path));

    [Fact]
    public void A_layer_uses_only_those_to_its_left()
    {
        var types = SourceFile.InCore.ToLookup(file => file.Layer, file => file.Name.Split('.')[0], StringComparer.Ordinal);

        Assert.Empty(
            from file in SourceFile.InCore
            let code = file.CodeOnly
            from used in Imported().Matches(code).Select(found => found.Groups["layer"].Value)
                .Concat(Qualified().Matches(code)
                    .Where(found => types[found.Groups["layer"].Value].Contains(found.Groups["type"].Value))
                    .Select(found => found.Groups["layer"].Value))
                .Distinct()
            where Array.IndexOf(LeftToRight, used) > Array.IndexOf(LeftToRight, file.Layer)
            select $"{file.Path} uses {used}");
    }

    [Theory]
    [InlineData("YamlDotNet", "Yaml")]
    [InlineData("Scriban", "Expressions")]
    public void A_library_of_the_core_is_known_to_one_layer(string library, string layer) =>
        Assert.Empty(SourceFile.InSource
            .Where(file => file.CodeOnly.Contains(library, StringComparison.Ordinal))
            .Where(file => !file.Path.StartsWith($"src/SomaBrain.Runbooks/{layer}/", StringComparison.Ordinal))
            .Select(file => $"{file.Path} names {library}"));

    // `using SomaBrain.Runbooks.Model;` and the full name anywhere
    [GeneratedRegex("""(?<!namespace )\bSomaBrain\.Runbooks\.(?<layer>\w+)""")]
    private static partial Regex Imported();

    // `Model.Playbook` where a file of that name is in that layer: the parent namespace makes it visible without a using
    [GeneratedRegex("""(?<![.\w])(?<layer>[A-Z]\w+)\.(?<type>[A-Z]\w+)""")]
    private static partial Regex Qualified();
}
