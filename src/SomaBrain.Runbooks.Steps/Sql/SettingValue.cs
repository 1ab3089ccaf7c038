using System.Globalization;
using SomaBrain.Runbooks.Steps.Sql.Binding;
using SomaBrain.Runbooks.Steps.Sql.Linting;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql;

/// <summary>
/// What `literal` writes as the value of a setting: a size or a length of time with a unit. Without one PostgreSQL counts in the
/// setting's own, so that the bytes of `work_mem` would be kilobytes.
/// </summary>
internal static class SettingValue
{
    private const long Kibi = 1024;

    /// <param name="before">The statements up to the value.</param>
    /// <param name="value">Any other than a size or a duration is left as it is.</param>
    public static Value Of(SqlText before, Value value)
    {
        var bare = value is Value.Secret secret ? secret.Inner : value;
        var text = bare switch
        {
            Value.Size { Count: var bytes } => bytes % (Kibi * Kibi) == 0 ? Counted(bytes / (Kibi * Kibi), "MB") : bytes % Kibi == 0 ? Counted(bytes / Kibi, "kB") : Counted(bytes, "B"),
            Value.Duration { Length: var length } => length.Ticks % TimeSpan.TicksPerSecond == 0
                ? Counted(length.Ticks / TimeSpan.TicksPerSecond, "s")
                : Counted((decimal)length.Ticks / TimeSpan.TicksPerMillisecond, "ms"),
            _ => null,
        };
        return text is null || !IsSetting(StatementWords.Of(before.ToString())) ? value
            : value is Value.Secret known ? known with { Inner = new Value.Text(text) }
            : new Value.Text(text);
    }

    private static string Counted(decimal amount, string unit) => amount.ToString(CultureInfo.InvariantCulture) + unit;

    /// <summary>`SET name =`, `ALTER ROLE a SET name TO`; the SET of an UPDATE is none.</summary>
    private static bool IsSetting(List<string> words)
    {
        var first = words.Count;
        while (first > 0 && words[first - 1] != ";")
        {
            first--;
        }

        if (words.Count - first < 3 || words[first] is not ("SET" or "ALTER") || words[^1] is not ("=" or "TO"))
        {
            return false;
        }

        var at = words.Count - 2; // the name, whose parts have dots between them
        while (at > first + 1 && words[at - 1] == ".")
        {
            at -= 2;
        }

        at -= at > first + 1 && words[at - 1] is "LOCAL" or "SESSION" ? 1 : 0;
        return at > first && words[at - 1] == "SET";
    }
}
