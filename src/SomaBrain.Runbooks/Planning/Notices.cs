using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Planning;

/// <summary>What a server said beside a result: the texts of the member `notices`.</summary>
public static class Notices
{
    /// <summary>What a notice of that severity begins with: `WARNING: no privileges were granted for "t"`.</summary>
    public const string Warning = "WARNING: ";

    public static IEnumerable<string> Of(Value? result) =>
        result is Value.Row row && row["notices"] is Value.List { Items: var items } ? items.OfType<Value.Text>().Select(item => item.Content) : [];

    /// <summary>Those that an operator has to see: the statement succeeded, and yet something was not as it was asked for.</summary>
    public static IEnumerable<string> WarningsOf(Value? result) => Of(result).Where(notice => notice.StartsWith(Warning, StringComparison.Ordinal));
}
