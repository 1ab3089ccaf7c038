using SomaBrain.Runbooks.Expressions.Evaluation.Tainting;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>
/// Fingerprints of values that a journal does not keep: they tell whether a value is the same again, to who has the key, and nothing
/// else. In front of the colon stands by which key.
/// </summary>
/// <param name="of">Null where no key can be kept: nothing is compared then.</param>
public sealed class Marks(Func<Value, string?> of)
{
    public string? Of(Value value) => of(new Taint().Deep(value));

    /// <summary>Whether both are by one key, and of different values.</summary>
    public static bool Differ(string? before, string? now) =>
        before is not null && now is not null && before != now && now.AsSpan().StartsWith(before.AsSpan(0, before.IndexOf(':', StringComparison.Ordinal) + 1));
}
