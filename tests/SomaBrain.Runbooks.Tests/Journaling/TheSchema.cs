using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SomaBrain.Runbooks.Tests.Journaling;

public static class TheSchema
{
    [Fact]
    public static void The_schema_and_the_manual_know_every_kind()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));
        using var schema = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(root, "schemas", "journal.schema.json")));
        var kinds = schema.RootElement.GetProperty("allOf").EnumerateArray()
            .Select(rule => rule.GetProperty("if").GetProperty("properties").GetProperty("kind").GetProperty("const").GetString());
        string[] written = [.. Samples.All.Select(e => e.Kind).Append("run-closed").Distinct().Order()];
        Assert.Equal(written, kinds.Order());
        var manual = File.ReadAllText(Path.Combine(root, "docs", "journal.md"));
        Assert.All(written, kind => Assert.Contains($"`{kind}`", manual));
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
