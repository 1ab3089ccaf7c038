using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB620–RB639: which server a target is.</content>
public static partial class Problems
{
    public static Diagnostic UnknownTargetGiven(string found, IReadOnlyCollection<string> known) =>
        Error("RB620", null, $"`--target` names the target `{found}`, which the playbook does not have", Suggestion.Hint(found, known, "targets"));

    public static Diagnostic UnknownServer(string found, string? file, IReadOnlyCollection<string> known) =>
        Error("RB621", null, $"`--target` names the server `{found}`, which {(file is null ? "no targets file defines" : $"`{file}` does not define")}",
            file is null
                ? $"add it to `runbook.targets.yaml` in the playbooks' root folder, or give a connection string such as `--target \"host=/tmp dbname={found}\"`"
                : found.AsSpan().ContainsAny(":./") ? "another server is given by a connection string, such as `--target \"host=db1.example.com port=5432\"`" : Suggestion.Hint(found, known, "servers"));

    public static Diagnostic TargetBoundTwice(string target) =>
        Error("RB622", null, $"`--target` binds the target `{target}` twice", "name the target each is for: `--target name=server`");

    public static Diagnostic EmptyTargetArgument(string target) =>
        Error("RB623", null, $"`--target` says nothing for the target `{target}`", $"write `--target {target}=SERVER`");

    public static Diagnostic TargetNotBound(SourceSpan? span, string target, string other) =>
        Error("RB624", span, $"the target `{target}` is bound to nothing, and the environment already stands for `{other}`", $"add `--target {target}=SERVER`");

    public static Diagnostic BadServerName(SourceSpan? span, string found) =>
        Error("RB625", span, $"`{found}` cannot be a server's name", found == "scratch"
            ? "`scratch` is the built-in throw-away cluster: choose another name"
            : "a name begins with a letter and holds letters, digits, `_`, `-` and `.`");

    public static Diagnostic PasswordInTargetsFile(SourceSpan? span, string server) =>
        Error("RB626", span, $"the connection string of the server `{server}` holds a password", "remove it, change it, and write `password_from: env:NAME` or `file:PATH`, or use `~/.pgpass`");

    public static Diagnostic PasswordVariableMissing(SourceSpan? span, string server, string variable) =>
        Error("RB627", span, $"the password of the server `{server}` comes from the variable `{variable}`, which is not set", $"set `{variable}`");

    public static Diagnostic PasswordSourceMissing(SourceSpan? span, string server, string path) =>
        Error("RB628", span, $"the password of the server `{server}` comes from the file `{path}`, which is not there", "write the password into it (mode 0600), or correct `password_from`");

    public static Diagnostic PasswordSourceTooOpen(SourceSpan? span, string path, string mode) =>
        Error("RB629", span, $"the password file `{path}` is open to others (mode {mode})", $"chmod 600 {path}");

    public static Diagnostic PasswordSourceNotOneLine(SourceSpan? span, string path) =>
        Error("RB630", span, $"the password file `{path}` does not hold one line that can be read", "write the password as its only line");

    public static Diagnostic TargetsFileUnreadable(string path, bool isThere = true, string? hint = null) => Error(
        "RB631",
        null,
        hint is not null ? $"the targets file `{path}` is not taken" : isThere ? $"the targets file `{path}` cannot be read" : $"there is no targets file `{path}`",
        hint is not null ? hint : isThere ? "make it readable for this OS user" : "give the path of one, such as `runbook.targets.yaml`");

    public static Diagnostic NoScratch() =>
        Error("RB632", null, "`--scratch-version` is given, and no target is `scratch`", "write `--target scratch`, or leave it out");
}
