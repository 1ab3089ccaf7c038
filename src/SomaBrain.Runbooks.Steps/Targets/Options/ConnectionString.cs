using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Targets.Options;

/// <summary>A libpq connection string, in either of its two forms.</summary>
public static class ConnectionString
{
    /// <summary>Whether psql would read this as a connection string and not as a name (its `recognized_connection_string`).</summary>
    public static bool Is(string text) => UriPrefix(text) > 0 || text.Contains('=', StringComparison.Ordinal);

    /// <summary>What it gives; null after an error. No message repeats a password, nor what might be a piece of one.</summary>
    public static ConnectionOptions? Parse(string text, Origin origin, DiagnosticBag problems)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            problems.Add(Problems.ConnectionStringSyntax(origin.Span, origin.Name, "it holds a NUL character"));
            return null;
        }

        return UriPrefix(text) is > 0 and var start
            ? new UriText(text[start..], origin, problems).Parse()
            : new KeyValueText(text, origin, problems).Parse();
    }

    private static int UriPrefix(string text) =>
        text.StartsWith("postgresql://", StringComparison.Ordinal) ? 13 : text.StartsWith("postgres://", StringComparison.Ordinal) ? 11 : 0;
}
