using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>
/// What every transaction of a step sets for itself (language.md §5): one SELECT, so that it also pins the mode. What all steps
/// share need not be set again in a session that has it already, and that nothing but a reset takes it from.
/// </summary>
internal static class TransactionSettings
{
    /// <summary>The longest name a session can show.</summary>
    private const int LongestName = 63;

    private const string Path = "search_path";

    private static readonly ImmutableArray<(string Name, string Value)> SharedByAll =
    [
        ("lock_timeout", Milliseconds(Defaults.None.LockTimeout)), // unless a step says another
        ("idle_in_transaction_session_timeout", "60000"),
        ("TimeZone", "UTC"),
        ("DateStyle", "ISO"),
        ("IntervalStyle", "postgres"),
        ("bytea_output", "hex"),
        ("extra_float_digits", "3"),
        ("standard_conforming_strings", "on"),
    ];

    /// <param name="local">For this transaction only.</param>
    /// <param name="more">Further columns.</param>
    public static string Select(SqlStep step, StepContext context, SqlSession session, bool local, string more = "") =>
        Select(local && session.HasSharedSettings ? OfStep(step, context) : Of(step, context, session), local, more);

    /// <summary>The same for one transaction as a SET, which the server need not plan, but which pins nothing and gives no row. Null
    /// where it takes more than one.</summary>
    public static string? Set(SqlStep step, StepContext context, SqlSession session) =>
        session.HasSharedSettings && step is { StatementTimeout: null, SearchPath: null } && step.LockTimeout == Defaults.None.LockTimeout
            ? $"SET LOCAL application_name = '{Quoted(ApplicationName(context, step.Header))}'"
            : null;

    /// <summary>The names of schemas alone, for this transaction.</summary>
    public static string SelectPath(string path) => Select([(Path, path)], local: true, "");

    /// <summary>Gives the session for good what all steps share.</summary>
    public static string Share(SqlSession session) => Select(Shared(session), local: false, "");

    /// <summary>Names of what was set, to be reset by a step outside a transaction.</summary>
    public static IEnumerable<string> Names(SqlStep step, StepContext context, SqlSession session) => Of(step, context, session).Select(setting => setting.Name);

    private static string Select(IEnumerable<(string Name, string Value)> settings, bool local, string more)
    {
        var sql = new StringBuilder("SELECT ", 256);
        foreach (var (name, value) in settings)
        {
            sql.Append("pg_catalog.set_config('").Append(name).Append("','").Append(Quoted(value)).Append(local ? "',true)," : "',false),");
        }

        return sql.Append(more.Length > 0 ? more : "1").ToString();
    }

    private static IEnumerable<(string Name, string Value)> Of(SqlStep step, StepContext context, SqlSession session) => [.. Shared(session), .. OfStep(step, context)];

    private static IEnumerable<(string Name, string Value)> OfStep(SqlStep step, StepContext context)
    {
        yield return ("application_name", ApplicationName(context, step.Header));
        if (step.StatementTimeout is { } limit) // else what the server or the role has set: it is a guard, too
        {
            yield return ("statement_timeout", Milliseconds(limit));
        }

        if (step.LockTimeout != Defaults.None.LockTimeout)
        {
            yield return ("lock_timeout", Milliseconds(step.LockTimeout));
        }

        if (step.SearchPath is { } path) // else the server's own
        {
            yield return (Path, path);
        }
    }

    private static ImmutableArray<(string Name, string Value)> Shared(SqlSession session) =>
        session.Facts.CanCheckClient ? SharedByAll.Add(("client_connection_check_interval", "2000")) : SharedByAll;

    /// <summary>`runbook/&lt;run8&gt;/&lt;step&gt;`: the last eight characters of a run id are the random ones.</summary>
    public static string ApplicationName(StepContext context, StepHeader header)
    {
        var run = context.RunId.Length > 8 ? context.RunId[^8..] : context.RunId;
        var name = $"runbook/{run}/{header.Name}";
        return name.Length > LongestName ? name[..LongestName] : name;
    }

    private static string Quoted(string value) => value.Replace("'", "''", StringComparison.Ordinal);

    private static string Milliseconds(TimeSpan limit) =>
        Math.Clamp((long)limit.TotalMilliseconds, 1, int.MaxValue).ToString(CultureInfo.InvariantCulture);
}
