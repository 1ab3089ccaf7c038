using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB600–RB619: connection strings, and what libpq would look up for them.</content>
public static partial class Problems
{
    // Found is null when it may be a piece of a password, and must not be repeated.
    public static Diagnostic UnknownConnectionKey(SourceSpan? span, string origin, string? found, IReadOnlyCollection<string> known) =>
        Error("RB601", span, $"`{origin}` has an unknown key {(found is null ? "after the password" : $"`{found}`")}",
            found is null ? "a value with blanks stands in single quotes: `password='a b'`"
            : Suggestion.For(found, known) is { } word ? $"did you mean `{word}`?"
            : "the keys are those of libpq: `host`, `port`, `dbname`, `user`, `sslmode` …");

    public static Diagnostic ConnectionStringSyntax(SourceSpan? span, string origin, string what) =>
        Error("RB602", span, $"`{origin}` is no connection string: {what}", "write `host=db.example.com dbname=app` or `postgresql://user@db.example.com/app`");

    public static Diagnostic BadConnectionValue(SourceSpan? span, string origin, string key, string found, string expected) =>
        Error("RB603", span, $"`{origin}` has `{key}={found}`", $"`{key}` is {expected}");

    public static Diagnostic ConnectionListMismatch(SourceSpan? span, string origin, string key, int found, string other, int expected) =>
        Error("RB604", span, $"`{origin}` lists {found} of `{key}` but {expected} of `{other}`", $"give one `{key}` for each `{other}`{(key == "port" ? ", or one for all" : "")}");

    public static Diagnostic ConnectionSettingRefused(SourceSpan? span, string origin, string key, string advice) =>
        Error("RB605", span, $"`{key}` of `{origin}` cannot be honoured, and going on without it would not be what was asked for", advice);

    public static Diagnostic ConnectionSettingIgnored(SourceSpan? span, string origin, string key) =>
        Warning("RB606", span, $"`{key}` of `{origin}` has no effect here", $"remove `{key}`");

    public static Diagnostic ServiceFileMissing(SourceSpan? span, string path) =>
        Error("RB607", span, $"the service file `{path}` is not there", "set `PGSERVICEFILE` to a file that exists, or unset it");

    public static Diagnostic UnknownService(SourceSpan? span, string origin, string service, IEnumerable<string> looked) =>
        Error("RB608", span, $"`{origin}` names the service `{service}`, which no service file defines", $"add a section `[{service}]` to one of {string.Join(", ", looked.Select(path => $"`{path}`"))}");

    public static Diagnostic ServiceFileSyntax(SourceSpan? span, string what) =>
        Error("RB609", span, $"the service file cannot be used: {what}", "a service is a line `[name]` followed by lines `key=value`");

    public static Diagnostic PasswordFileTooOpen(string path, string mode) =>
        Warning("RB610", null, $"the password file `{path}` is ignored: others may read or change it (mode {mode})", $"chmod 600 {path}");

    public static Diagnostic NoUserName() =>
        Error("RB611", null, "no user name was given and this process has no login name", "give `user=` or set `PGUSER`");

    public static Diagnostic ConnectionSettingsConflict(SourceSpan? span, string message, string hint) =>
        Error("RB612", span, message, hint);

    public static Diagnostic RootCertificateMissing(SourceSpan? span, string path, string mode) =>
        Error("RB613", span, $"`sslmode={mode}` needs the root certificate file `{path}`, which is not there",
            "put the authority's certificate there, name it with `sslrootcert`, or use `sslrootcert=system`");

    public static Diagnostic RevocationListNotSupported(string path) =>
        Error("RB614", null, $"the revocation list `{path}` cannot be honoured, and libpq would use it", "take revoked authorities out of the root certificate file and remove the list");

    public static Diagnostic ClientKeyMissing(SourceSpan? span, string certificate, string key) =>
        Error("RB615", span, $"the client certificate `{certificate}` is there but its private key `{key}` is not", "name the key with `sslkey`");

    public static Diagnostic ClientKeyTooOpen(SourceSpan? span, string key, string mode) =>
        Error("RB616", span, $"the private key `{key}` is open to others (mode {mode})", $"chmod 600 {key}");

    public static Diagnostic PasswordFileNotPlain(string path) =>
        Warning("RB617", null, $"the password file `{path}` is ignored: it is not a plain file", "let `passfile` or `PGPASSFILE` name a plain file");

    /// <param name="note">What can happen on the way, and by which setting.</param>
    public static Diagnostic UnprotectedProduction(SourceSpan span, string name, string note) =>
        Warning("RB618", span, $"server `{name}` is marked `production`, and {note}", "set `sslmode=verify-full` and `sslrootcert` in its `connect`");
}
