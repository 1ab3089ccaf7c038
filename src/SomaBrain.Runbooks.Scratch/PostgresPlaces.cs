namespace SomaBrain.Runbooks.Scratch;

/// <summary>The directories in which packagers put PostgreSQL's server programs.</summary>
public static class PostgresPlaces
{
    /// <summary>A colon-separated list of directories that hold <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</summary>
    public const string Variable = "RUNBOOK_PGBIN";

    private static readonly (string Parent, string Name, string Child)[] Versioned =
    [
        ("/usr/lib/postgresql", "*", "bin"), // Debian, Ubuntu
        ("/usr", "pgsql-*", "bin"), // RPM packages of postgresql.org
        ("/opt/homebrew/opt", "postgresql@*", "bin"),
        ("/usr/local/opt", "postgresql@*", "bin"), // Homebrew on Intel
    ];

    /// <summary>The patterns of <see cref="OfThisMachine"/>, for a message.</summary>
    public static IEnumerable<string> Patterns =>
        [$"${Variable}", "PATH", .. Versioned.Select(v => $"{v.Parent}/{v.Name}/{v.Child}"), "/usr/local/pgsql/bin"];

    public static IReadOnlyList<string> OfThisMachine()
    {
        var told = (Environment.GetEnvironmentVariable(Variable) ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return [.. told, .. Programs.Path, .. Versioned.SelectMany(Expand), "/usr/local/pgsql/bin"];
    }

    private static IEnumerable<string> Expand((string Parent, string Name, string Child) place) =>
        Directory.Exists(place.Parent)
            ? Directory.EnumerateDirectories(place.Parent, place.Name).Select(found => Path.Combine(found, place.Child))
            : [];
}
