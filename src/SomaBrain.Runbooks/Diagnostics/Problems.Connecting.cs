using System.Globalization;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB640–RB679: a server that cannot be reached, does not let us in, or is not the right one.</content>
public static partial class Problems
{
    public static Diagnostic ConnectionRefused(string where, bool isSocket, int port) =>
        Error("RB640", null, $"nobody listens at `{where}`", isSocket
            ? "the socket is left over from a server that is gone: start the server"
            : $"start the server, or look at its `listen_addresses` and `port` ({Number(port)})");

    public static Diagnostic NoSocket(string where) =>
        Error("RB641", null, $"there is no socket `{where}`", "start the server, or give the directory of its `unix_socket_directories` as `host` and its `port`");

    public static Diagnostic UnknownHost(string host, bool temporary) =>
        Error("RB642", null, $"the host name `{host}` {(temporary ? "cannot be looked up now" : "is unknown")}", "check the name's spelling, the resolver, or give `hostaddr`");

    public static Diagnostic ConnectTimedOut(string where, TimeSpan limit) =>
        Error("RB643", null, $"`{where}` did not answer{(limit > TimeSpan.Zero ? $" within {Number((int)limit.TotalSeconds)} s" : "")}",
            "check firewall and route to the server; `connect_timeout` sets how long to wait");

    public static Diagnostic PasswordRejected(string user, string where, string? source) =>
        Error("RB644", null, $"`{where}` did not accept the password of `{user}`{(source is null ? "" : $" from `{source}`")}",
            "correct the password there, or the user; the server's log says more than it tells us");

    public static Diagnostic LoginRejected(string user, string database, string where, string said) =>
        Error("RB645", null, $"`{where}` does not let `{user}` into `{database}`: {said}",
            "look whether the role is spelt right and may log in; else add a line for user, database and address to `pg_hba.conf`, and reload");

    public static Diagnostic UnknownDatabase(string database, string user, string where) =>
        Error("RB646", null, $"`{where}` has no database `{database}` (asked as `{user}`)", "`psql -l` lists the databases; give `dbname`, which is the user's name unless set");

    public static Diagnostic TooManyConnections(string where, string said) =>
        Error("RB647", null, $"`{where}` has no free connection: {said}", "close sessions that idle (`pg_stat_activity`), use a superuser's reserved slot, or raise `max_connections`");

    public static Diagnostic ServerNotReady(string where, string said) =>
        Error("RB648", null, $"`{where}` does not take connections now: {said}", "wait until it has started; its log shows the progress of recovery");

    /// <param name="file">What it was checked with: the authority's certificate, or the client's own.</param>
    /// <param name="isOwn">It is the client's own, and its key does not go with it.</param>
    public static Diagnostic TlsFailed(string where, string said, string? file, bool isOwn = false) =>
        Error("RB649", null, $"no TLS connection to `{where}`: {said}", file is null
            ? "check the server's certificate, its name and its dates"
            : isOwn ? $"check that `sslkey` is the key of `{file}`, and `sslpassword` if it has one"
            : $"check that `{file}` is the authority of the server's certificate, that the certificate names the host, and its dates");

    public static Diagnostic NoPassword(string user, string database, string where, string? file) =>
        Error("RB650", null, $"`{where}` asks for a password of `{user}` for `{database}`, and none was given",
            $"add a line to `{file ?? "~/.pgpass"}` (mode 0600), or set `PGPASSWORD`");

    public static Diagnostic SocketDenied(string where) =>
        Error("RB651", null, $"this OS user may not use the socket `{where}`", "run as a user that `unix_socket_permissions` and the directory let in, or connect over TCP");

    public static Diagnostic ConnectRefusedByServer(string user, string database, string where, string said) =>
        Error("RB652", null, $"no connection to `{where}` as `{user}` to `{database}`: {said}", "mend what the server says; its log has more");

    /// <param name="said">What the system says of it; null where it says nothing.</param>
    /// <param name="speaks">Whether it may be a PostgreSQL: what it answered was no other protocol.</param>
    public static Diagnostic ConnectionClosed(string where, string? said, bool speaks = true) => Error(
        "RB653",
        null,
        speaks ? $"`{where}` closed the connection before it was made{(said is null ? "" : $": {said}")}" : $"what answers at `{where}` does not speak PostgreSQL's protocol",
        speaks ? "check that it is PostgreSQL that listens there, and look into its log" : "look at host and port: another service listens there");

    public static Diagnostic UnfitServer(string where, string wanted, bool inRecovery) =>
        Error("RB654", null, $"`{where}` is {(inRecovery ? "in recovery" : "a primary")}, and `target_session_attrs` wants `{wanted}`",
            "list the other servers in `host`, or change `target_session_attrs`");

    public static Diagnostic Unreachable(string where, string said) =>
        Error("RB655", null, $"`{where}` cannot be reached: {said}", "check the network and the address");

    public static Diagnostic MayNotConnect(string user, string database, string where, string said) =>
        Error("RB656", null, $"`{user}` may not use `{database}` of `{where}`: {said}", "GRANT CONNECT ON DATABASE … TO …, or use another role");

    public static Diagnostic ServerHasNoTls(string where) =>
        Error("RB657", null, $"`{where}` does not offer TLS, and `sslmode` demands it", "turn `ssl` on at the server, or connect over its socket");

    public static Diagnostic WrongRole(SourceSpan? span, string target, string where, bool inRecovery) =>
        Error("RB660", span, $"wrong server: target `{target}` at `{where}` is a {Role(inRecovery)}, and must be a {Role(!inRecovery)}",
            "bind the target to the other server with `--target`");

    public static Diagnostic WrongServerVersion(SourceSpan? span, string target, string where, string found, string expected) =>
        Error("RB661", span, $"wrong server: target `{target}` at `{where}` is PostgreSQL {found}, and must be `{expected}`", "bind the target to a server of that version");

    public static Diagnostic WrongDatabase(SourceSpan? span, string target, string where, string found, string expected) =>
        Error("RB662", span, $"wrong server: target `{target}` at `{where}` is connected to database `{found}`, and must be to `{expected}`", $"give `dbname={expected}`");

    public static Diagnostic TargetChanged(string target, string where, string before, string now) =>
        Error("RB663", null, $"wrong server: target `{target}` at `{where}` was {before}, and is {now} now", "nothing more is done there; find out who answers at this address");

    public static Diagnostic TargetsAreOneServer(string target, string other) =>
        Error("RB665", null, $"the targets `{target}` and `{other}` are the same running server", "bind one of them to another server");

    private static string Role(bool inRecovery) => inRecovery ? "standby" : "primary";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
