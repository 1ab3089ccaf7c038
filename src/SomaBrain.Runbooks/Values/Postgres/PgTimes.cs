using System.Globalization;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Values.Postgres;

/// <summary>PostgreSQL's text of moments and intervals. What has no place in .NET's calendar (infinity, BC, year 10000) is refused.</summary>
internal static class PgTimes
{
    /// <summary>With an offset, or without one: then the moment is taken as UTC. A date is its first moment.</summary>
    public static bool TryTimestamp(string text, out DateTimeOffset at)
    {
        at = default;
        if (Moment.Regex.Match(text) is not { Success: true } match
            || !DateTime.TryParseExact($"{match.Groups["day"].Value} {(match.Groups["time"] is { Success: true, Value: var time } ? time : "00:00:00")}", "yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return false;
        }

        var offset = TimeSpan.Zero;
        if (match.Groups["sign"].Success)
        {
            offset = new TimeSpan(Number(match, "oh"), Number(match, "om"), Number(match, "os")) * (match.Groups["sign"].Value == "-" ? -1 : 1);
        }

        var ticks = local.Ticks - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        at = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    /// <summary>Days of 24 hours; years and months have no length and are refused.</summary>
    public static bool TryInterval(string text, out TimeSpan length)
    {
        length = default;
        if (text.Length == 0 || Interval.Regex.Match(text) is not { Success: true } match
            || !long.TryParse(match.Groups["h"] is { Success: true, Value: var hours } ? hours : "0", NumberStyles.None, CultureInfo.InvariantCulture, out var h))
        {
            return false;
        }

        var micros = match.Groups["f"].Value.PadRight(6, '0');
        var time = ((Int128)h * TimeSpan.TicksPerHour)
            + (Number(match, "m") * TimeSpan.TicksPerMinute)
            + (Number(match, "s") * TimeSpan.TicksPerSecond)
            + (int.Parse(micros, NumberStyles.None, CultureInfo.InvariantCulture) * TimeSpan.TicksPerMicrosecond);
        var days = match.Groups["d"] is { Success: true, Value: var written } ? long.Parse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        var ticks = ((Int128)days * TimeSpan.TicksPerDay) + (match.Groups["minus"].Value == "-" ? -time : time);
        if (ticks > long.MaxValue || ticks < long.MinValue)
        {
            return false;
        }

        length = new TimeSpan((long)ticks);
        return true;
    }

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true, Value: var digits } ? int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private static readonly Pattern Moment = new(@"^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})( (?<time>[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?)((?<sign>[+-])(?<oh>[0-9]{2})(:(?<om>[0-9]{2}))?(:(?<os>[0-9]{2}))?)?)?$", RegexOptions.ExplicitCapture);

    private static readonly Pattern Interval = new(@"^((?<d>[+-]?[0-9]{1,10}) days?( |$))?((?<minus>[+-])?(?<h>[0-9]{2,12}):(?<m>[0-9]{2}):(?<s>[0-9]{2})(\.(?<f>[0-9]{1,6}))?)?$", RegexOptions.ExplicitCapture);
}
