using System.Globalization;

namespace SomaBrain.Runbooks.Steps.Locks;

/// <summary>Who has a lock, as its session's `application_name` tells others: `runbook RUN OPERATOR@HOST`.</summary>
/// <param name="Run">The run id, which begins with the time it was opened.</param>
/// <param name="Operator">As claimed.</param>
public sealed record LockHolder(string Run, string Operator, string Host)
{
    private const string Mark = "runbook ";

    /// <summary>PostgreSQL cuts the names of sessions there.</summary>
    private const int Longest = 63;

    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const int TimeLength = 16;

    public string ApplicationName => $"{Mark}{Run} {Plain(Operator)}@{Plain(Host)}" is { Length: > Longest } all ? all[..Longest] : $"{Mark}{Run} {Plain(Operator)}@{Plain(Host)}";

    /// <summary>Null when the name is of no run.</summary>
    public static LockHolder? Parse(string applicationName)
    {
        var parts = applicationName.Split(' ', 3);
        if (parts is not ["runbook", var run, var who])
        {
            return null;
        }

        var at = who.LastIndexOf('@');
        return at < 0 ? new(run, who, "") : new(run, who[..at], who[(at + 1)..]);
    }

    /// <summary>Whether it speaks of the same machine, as far as the name was not cut.</summary>
    public bool IsOn(string host) => Host.Length > 0 && (ApplicationName.Length >= Longest ? Plain(host).StartsWith(Host, StringComparison.Ordinal) : Plain(host) == Host);

    /// <summary>How long its run lasts already.</summary>
    public string Since(DateTimeOffset now) =>
        Run.Length >= TimeLength
        && DateTimeOffset.TryParseExact(Run[..TimeLength], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var opened)
            ? string.Create(CultureInfo.InvariantCulture, $"for {Age(now - opened)}, since {opened:yyyy-MM-dd HH:mm:ss} UTC")
            : "since nobody knows when";

    public override string ToString() => $"run {Run} of {Operator}{(Host.Length == 0 ? "" : $" on {Host}")}";

    private static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 120 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (long)age.TotalSeconds)} s"),
        { TotalMinutes: < 120 } => string.Create(CultureInfo.InvariantCulture, $"{(long)age.TotalMinutes} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{(long)age.TotalHours} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)age.TotalDays} days"),
    };

    /// <summary>PostgreSQL shows nothing else as it is.</summary>
    private static string Plain(string text) => string.Create(text.Length, text, static (letters, from) =>
    {
        for (var i = 0; i < letters.Length; i++)
        {
            letters[i] = from[i] is > ' ' and < '\x7f' ? from[i] : '_';
        }
    });
}
