using System.Text;
using System.Text.Json;
using SomaBrain.Runbooks.Journaling;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>A log that tells what was written and when it was put on disk: `step-intent, transaction-begun, FLUSH`.</summary>
internal sealed class CountingLog : IJournalLog
{
    private readonly List<string> _calls = [];

    public void Write(ReadOnlySpan<byte> bytes)
    {
        using var line = JsonDocument.Parse(Encoding.UTF8.GetString(bytes));
        _calls.Add(line.RootElement.GetProperty("kind").GetString()!);
    }

    public void Flush() => _calls.Add("FLUSH");

    /// <summary>The calls since this was asked last.</summary>
    public string Take()
    {
        var calls = string.Join(", ", _calls);
        _calls.Clear();
        return calls;
    }
}
