using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Tests.Diagnostics;

internal static partial class SampleProblems
{
    private static Diagnostic[] Targets =>
    [
        Problems.UnknownConnectionKey(null, "--target db", "hots", ["host", "port"]),
        Problems.ConnectionStringSyntax(null, "--target db", "`host` has no value"),
        Problems.BadConnectionValue(null, "--target db", "port", "70000", "a number from 1 to 65535"),
        Problems.ConnectionListMismatch(null, "--target db", "port", 3, "host", 2),
        Problems.ConnectionSettingRefused(null, "PGREQUIREPEER", "requirepeer", "unset it, or connect over TCP with `sslmode=verify-full`"),
        Problems.ConnectionSettingIgnored(null, "--target db", "sslcompression"),
        Problems.ServiceFileMissing(null, "/etc/pg_service.conf"),
        Problems.UnknownService(null, "PGSERVICE", "app", ["~/.pg_service.conf", "/etc/pg_service.conf"]),
        Problems.ServiceFileSyntax(null, "line 3 is neither `[name]` nor `key=value`"),
        Problems.PasswordFileTooOpen("~/.pgpass", "0644"),
        Problems.NoUserName(),
        Problems.ConnectionSettingsConflict(null, "`sslrootcert=system` needs `sslmode=verify-full`", "write `sslmode=verify-full`"),
        Problems.RootCertificateMissing(null, "~/.postgresql/root.crt", "verify-full"),
        Problems.RevocationListNotSupported("~/.postgresql/root.crl"),
        Problems.ClientKeyMissing(null, "~/.postgresql/postgresql.crt", "~/.postgresql/postgresql.key"),
        Problems.ClientKeyTooOpen(null, "~/.postgresql/postgresql.key", "0644"),
        Problems.PasswordFileNotPlain("~/.pgpass"),
        Problems.UnknownTargetGiven("bd", ["db"]),
        Problems.UnknownServer("prd", "runbook.targets.yaml", ["prod", "stage", "scratch"]),
        Problems.TargetBoundTwice("db"),
        Problems.EmptyTargetArgument("db"),
        Problems.TargetNotBound(null, "replica", "db"),
        Problems.BadServerName(null, "scratch"),
        Problems.PasswordInTargetsFile(null, "prod"),
        Problems.PasswordVariableMissing(null, "prod", "PROD_PASSWORD"),
        Problems.PasswordSourceMissing(null, "prod", "prod.password"),
        Problems.PasswordSourceTooOpen(null, "prod.password", "0644"),
        Problems.PasswordSourceNotOneLine(null, "prod.password"),
        Problems.TargetsFileUnreadable("runbook.targets.yaml"),
        Problems.NoScratch(),
    ];

    private static Diagnostic[] Connecting =>
    [
        Problems.ConnectionRefused(Server, isSocket: false, 5432),
        Problems.NoSocket("/tmp/.s.PGSQL.5432"),
        Problems.UnknownHost("db.exmaple.com", temporary: false),
        Problems.ConnectTimedOut(Server, TimeSpan.FromSeconds(10)),
        Problems.PasswordRejected("ops", Server, "~/.pgpass"),
        Problems.LoginRejected("ops", "app", Server, "no pg_hba.conf entry for host \"10.0.0.7\""),
        Problems.UnknownDatabase("apq", "ops", Server),
        Problems.TooManyConnections(Server, "sorry, too many clients already"),
        Problems.ServerNotReady(Server, "the database system is starting up"),
        Problems.TlsFailed(Server, "the certificate has expired", "~/.postgresql/root.crt"),
        Problems.NoPassword("ops", "app", Server, null),
        Problems.SocketDenied("/run/postgresql/.s.PGSQL.5432"),
        Problems.ConnectRefusedByServer("ops", "app", Server, "database \"app\" is not currently accepting connections"),
        Problems.ConnectionClosed(Server, "Connection reset by peer"),
        Problems.UnfitServer(Server, "primary", inRecovery: true),
        Problems.Unreachable(Server, "No route to host"),
        Problems.MayNotConnect("ops", "app", Server, "permission denied for database \"app\""),
        Problems.ServerHasNoTls(Server),
        Problems.WrongRole(null, "db", Server, inRecovery: true),
        Problems.WrongServerVersion(null, "db", Server, "12.9", ">=13"),
        Problems.WrongDatabase(null, "db", Server, "postgres", "app"),
        Problems.TargetChanged("db", Server, "system 7301", "system 7302"),
        Problems.TargetsAreOneServer("db", "replica"),
    ];
}
