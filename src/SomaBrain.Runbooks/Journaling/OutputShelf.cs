using System.Text;
using System.Text.Unicode;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Journaling;

/// <summary>
/// Decides what stands in a line and what beside the journal: rendered text stands once, large things go into the store.
/// What comes in is masked already.
/// </summary>
public sealed class OutputShelf(IOutputStore store)
{
    /// <summary>Bytes up to which a text or a result stands in the line.</summary>
    public const int Inline = 32 * 1024;

    /// <summary>Characters of the beginning and of the end of an output that stand in the line.</summary>
    public const int Glimpse = 4096;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>What a step sends: with its text when this run has not sent it before.</summary>
    /// <param name="whole">With its text.</param>
    public Rendered Render(Rendered whole) => whole.Text is not { } text ? whole
        : !_seen.Add(whole.Sha256) ? whole with { Text = null }
        : Encoding.UTF8.GetByteCount(text) <= Inline ? whole
        : whole with { Text = null, File = store.Put(Encoding.UTF8.GetBytes(text)).File };

    /// <summary>An outcome whose result stands in the line, or beside the journal when it is large.</summary>
    public JournalEvent.StepOutcome Keep(JournalEvent.StepOutcome outcome)
    {
        var (result, file) = Keep(outcome.Result);
        return file is null ? outcome : outcome with { Result = result, ResultFile = file };
    }

    /// <summary>A value, or where it is when it is too large for a line.</summary>
    public (Value? Value, StoredOutput? File) Keep(Value? value) =>
        value is null || JsonLength.AtMost(value) <= Inline ? (value, null)
        : CanonicalJson.Write(ValueJson.Write(value)) is var bytes && bytes.Length <= Inline ? (value, null)
        : (null, store.Put(bytes));

    /// <summary>What a child or a server wrote, whole when it is short.</summary>
    /// <param name="truncated">More came than <paramref name="content"/> holds.</param>
    public JournalEvent.StepOutput Output(string step, int attempt, string stream, ReadOnlySpan<byte> content, bool truncated)
    {
        var text = Encoding.UTF8.GetString(content);
        // What is no UTF-8 cannot stand in a line as it was.
        var whole = text.Length <= 2 * Glimpse && Utf8.IsValid(content);
        return new(
            step, attempt, stream, JournalLine.Hash(content), content.Length, truncated,
            whole ? text : text[..Math.Min(Glimpse, text.Length)],
            whole || text.Length <= Glimpse ? null : text[^Math.Min(Glimpse, text.Length - Glimpse)..],
            whole ? null : store.Put(content).File);
    }
}
