using System.Text.Json;
using System.Text.Json.Nodes;

namespace SomaBrain.Runbooks.Tests.Shared;

/// <summary>What ajv says of playbooks, in strict mode.</summary>
internal static class Validation
{
    public static string Schema { get; } = Repository.At("runbook.schema.json");

    /// <summary>For each document its errors; and what is wrong with the schema's own examples and defaults.</summary>
    public static (IReadOnlyList<string> OfTheSchema, IReadOnlyList<IReadOnlyList<string>> OfDocuments) Errors(IEnumerable<string> documents, string? schema = null)
    {
        var input = new JsonObject { ["schema"] = schema ?? Schema, ["documents"] = new JsonArray([.. documents.Select(text => JsonValue.Create(text))]) };
        using var answer = JsonDocument.Parse(NodeClient.Run("validate.mjs", input.ToJsonString()));
        return (
            Texts(answer.RootElement.GetProperty("wrong")),
            [.. answer.RootElement.GetProperty("documents").EnumerateArray().Select(Texts)]);
    }

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];
}
