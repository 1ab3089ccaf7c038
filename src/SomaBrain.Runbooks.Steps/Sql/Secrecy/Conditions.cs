namespace SomaBrain.Runbooks.Steps.Sql.Secrecy;

/// <summary>What an SQLSTATE means, from `conditions.txt`: an error says it in each language, and no value of a statement is in it.</summary>
internal static class Conditions
{
    private static readonly Lazy<Dictionary<string, string>> Names = new(Read);

    /// <summary>`division_by_zero` of `22012`; null of a state that is not PostgreSQL's own.</summary>
    public static string? NameOf(string sqlState) => Names.Value.GetValueOrDefault(sqlState);

    private static Dictionary<string, string> Read()
    {
        using var stream = typeof(Conditions).Assembly.GetManifestResourceStream("conditions.txt")!;
        using var reader = new StreamReader(stream);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(' ') is [var state, var name])
            {
                names.Add(state, name);
            }
        }

        return names;
    }
}
