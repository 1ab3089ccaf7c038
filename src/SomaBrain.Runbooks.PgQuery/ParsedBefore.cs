using System.Collections.Concurrent;

namespace SomaBrain.Runbooks.PgQuery;

/// <summary>Statements that were parsed before, as far as they are worth keeping: a loop sends the same text at each of its turns.</summary>
internal static class ParsedBefore
{
    private const int MostStatements = 500;
    private const int LongestText = 4096;

    private static readonly ConcurrentDictionary<string, ParsedStatement> Kept = new(StringComparer.Ordinal);
    private static int _count;

    public static ParsedStatement? Find(string statement) =>
        statement.Length <= LongestText && Kept.TryGetValue(statement, out var parsed) ? parsed : null;

    public static void Keep(string statement, ParsedStatement parsed)
    {
        if (statement.Length > LongestText || !Kept.TryAdd(statement, parsed))
        {
            return;
        }

        if (Interlocked.Increment(ref _count) > MostStatements) // counting the dictionary itself takes all its locks
        {
            Kept.Clear();
            _count = 0;
        }
    }
}
