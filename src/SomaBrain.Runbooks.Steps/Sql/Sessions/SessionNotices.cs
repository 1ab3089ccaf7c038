using System.Globalization;
using Npgsql;
using SomaBrain.Runbooks.Planning;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>The notices of a session, as far as they are worth keeping; how many more there were is said.</summary>
internal sealed class SessionNotices
{
    private const int Most = 1000;
    private const int MostCharacters = 1 << 20;

    /// <summary>Of warnings that come behind so many notices.</summary>
    private const int MostWarnings = 100;

    private const int LongestWarning = 1000;

    private readonly List<string> _kept = [];
    private int _characters;
    private int _dropped;

    public SessionNotices(NpgsqlConnection connection) => connection.Notice += (_, e) => Add(Text(e.Notice));

    public IReadOnlyList<string> Take()
    {
        if (_dropped > 0)
        {
            _kept.Add(string.Create(CultureInfo.InvariantCulture, $"… {_dropped} more notices were not kept"));
        }

        var taken = _kept.ToArray();
        _kept.Clear();
        (_characters, _dropped) = (0, 0);
        return taken;
    }

    /// <summary>A warning is told from the rest, in whatever language the server speaks: what was asked for may not have been done.</summary>
    private static string Text(PostgresNotice notice) => notice.InvariantSeverity == "WARNING" ? $"{Notices.Warning}{notice.MessageText}" : notice.MessageText;

    private void Add(string notice)
    {
        var isFull = _dropped > 0 || _kept.Count >= Most || _characters + notice.Length > MostCharacters;
        if (isFull && !(notice.StartsWith(Notices.Warning, StringComparison.Ordinal) && notice.Length <= LongestWarning && _kept.Count < Most + MostWarnings))
        {
            _dropped++;
            return;
        }

        _characters += notice.Length;
        _kept.Add(notice);
    }
}
