using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>What every transaction of a step sets for itself (language.md §5): one SELECT, so that it also pins the mode.</summary>
internal static class TransactionSettings
{
    /// <summary>The longest name a session can show.</summary>
    private const int LongestName = 63;

    /// <param name="local">For this transaction only.</param>
    /// <param name="more">Further columns.</param>
    public static string Select(SqlStep step, StepContext context, SqlSession session, bool local, string more = "")
    {
        var sql = new StringBuilder("SELECT ");
        foreach (var (name, value) in Of(step, context, session))
        {
            sql.Append(CultureInfo.InvariantCulture, $"pg_catalog.set_config('{name}','{value.Replace("'", "''", StringComparison.Ordinal)}',{(local ? "true" : "false")}),");
        }

        return sql.Append(more.Length > 0 ? more : "1").ToString();
    }

    /// <summary>Names of what was set, to be reset by a step outside a transaction.</summary>
    public static IEnumerable<string> Names(SqlStep step, StepContext context, SqlSession session) => Of(step, context, session).Select(setting => setting.Name);

    private static IEnumerable<(string Name, string Value)> Of(SqlStep step, StepContext context, SqlSession session)
    {
        yield return ("application_name", ApplicationName(context, step.Header));
        if (step.StatementTimeout is { } limit) // else what the server or the role has set: it is a guard, too
        {
            yield return ("statement_timeout", Milliseconds(limit));
        }

        yield return ("lock_timeout", Milliseconds(step.LockTimeout));
        yield return ("idle_in_transaction_session_timeout", "60000");
        yield return ("TimeZone", "UTC");
        yield return ("DateStyle", "ISO");
        yield return ("IntervalStyle", "postgres");
        yield return ("bytea_output", "hex");
        yield return ("extra_float_digits", "3");
        yield return ("standard_conforming_strings", "on");
        if (session.Facts.CanCheckClient)
        {
            yield return ("client_connection_check_interval", "2000");
        }
    }

    /// <summary>`runbook/&lt;run8&gt;/&lt;step&gt;`: the last eight characters of a run id are the random ones.</summary>
    public static string ApplicationName(StepContext context, StepHeader header)
    {
        var run = context.RunId.Length > 8 ? context.RunId[^8..] : context.RunId;
        var name = $"runbook/{run}/{header.Name}";
        return name.Length > LongestName ? name[..LongestName] : name;
    }

    private static string Milliseconds(TimeSpan limit) =>
        Math.Clamp((long)limit.TotalMilliseconds, 1, int.MaxValue).ToString(CultureInfo.InvariantCulture);
}
