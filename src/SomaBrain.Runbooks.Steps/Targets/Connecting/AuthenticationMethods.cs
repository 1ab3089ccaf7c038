namespace SomaBrain.Runbooks.Steps.Targets.Connecting;

/// <summary>libpq's `require_auth` in Npgsql's words.</summary>
public static class AuthenticationMethods
{
    /// <summary>The only one that can bind to the channel.</summary>
    public const string Scram = "scram-sha-256";

    private static readonly (string Libpq, string Npgsql)[] Words =
    [
        ("password", "Password"), ("md5", "MD5"), ("gss", "GSS"), ("sspi", "SSPI"), (Scram, "ScramSHA256"), ("none", "None"),
    ];

    public static IEnumerable<string> Known => Words.Select(word => word.Libpq);

    /// <summary>The methods allowed, from a list of all that are (`scram-sha-256,none`) or of all that are not (`!password,!md5`).</summary>
    public static string ToNpgsql(string methods)
    {
        var given = methods.Split(',', StringSplitOptions.TrimEntries);
        return string.Join(',', Words
            .Where(word => given[0].StartsWith('!') ? !given.Contains($"!{word.Libpq}") : given.Contains(word.Libpq))
            .Select(word => word.Npgsql));
    }

    /// <summary>Whether the list is one libpq would take: known words, all with `!` or all without, none twice.</summary>
    public static bool AreValid(string methods)
    {
        var given = methods.Split(',', StringSplitOptions.TrimEntries);
        return given.Distinct().Count() == given.Length
            && given.All(word => word.StartsWith('!') == given[0].StartsWith('!') && Known.Contains(word.TrimStart('!')))
            && ToNpgsql(methods).Length > 0;
    }
}
