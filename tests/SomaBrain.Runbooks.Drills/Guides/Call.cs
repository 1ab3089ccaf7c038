using System.Text.Json;

namespace SomaBrain.Runbooks.Drills.Guides;

/// <summary>One call of the program in a drill, as `runbook drill --format json` tells of it.</summary>
internal sealed record Call(string? Step, IReadOnlyList<string> Words, int Exit, string Printed)
{
    /// <param name="report">Of a single drill.</param>
    public static IReadOnlyList<Call> Of(string report)
    {
        using var json = JsonDocument.Parse(report);
        return
        [
            .. json.RootElement.GetProperty("drills")[0].GetProperty("calls").EnumerateArray().Select(call => new Call(
                call.GetProperty("step").GetString(),
                [.. call.GetProperty("command").EnumerateArray().Select(word => word.GetString()!)],
                call.GetProperty("exit").GetInt32(),
                call.GetProperty("printed").GetString()!)),
        ];
    }
}
