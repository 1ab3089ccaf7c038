using System.Diagnostics;
using Npgsql;

namespace SomaBrain.Runbooks.PgQuery.Tests;

/// <summary>A throw-away PostgreSQL on a socket in a folder of its own. As root it runs as the user postgres, which it insists on.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "the statements are those of the tests")]
public sealed class ScratchServer : IDisposable
{
    private const string Bin = "/usr/lib/postgresql/15/bin/";
    private readonly string _folder = Directory.CreateTempSubdirectory("pgq-").FullName;
    private readonly NpgsqlDataSource _source;

    public ScratchServer()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Run("/usr/bin/chown", "postgres", _folder);
        }

        AsPostgres(Bin + "initdb", "-D", Data, "-A", "trust", "-U", "postgres", "--no-sync", "--locale=C.UTF-8", "-E", "UTF8");
        AsPostgres(Bin + "pg_ctl", "-D", Data, "-w", "-l", _folder + "/log", "-o",
            $"-c listen_addresses= -c unix_socket_directories={_folder} -c fsync=off -c wal_level=logical -c max_prepared_transactions=5", "start");
        _source = NpgsqlDataSource.Create($"Host={_folder};Username=postgres;Database=postgres;Pooling=false");
        using var setup = _source.CreateCommand("""
            CREATE TABLE t (a int PRIMARY KEY, b text);
            CREATE TABLE pt (a int) PARTITION BY LIST (a);
            CREATE TABLE p1 PARTITION OF pt FOR VALUES IN (1);
            CREATE TABLE p2 (a int);
            CREATE INDEX i ON t (b);
            CREATE MATERIALIZED VIEW m AS SELECT a FROM t;
            CREATE UNIQUE INDEX ON m (a);
            CREATE VIEW seen AS SELECT a FROM t;
            CREATE SEQUENCE s;
            CREATE PROCEDURE p(x int) LANGUAGE sql AS 'SELECT 1';
            CREATE PUBLICATION pub;
            CREATE SUBSCRIPTION sub CONNECTION 'dbname=postgres' PUBLICATION pub WITH (connect = false, slot_name = NONE);
            """);
        setup.ExecuteNonQuery();
    }

    private string Data => _folder + "/data";

    /// <summary>The SQLSTATE of the statement inside of a block that is rolled back, or null when it ran.</summary>
    public string? Try(string begin, string sql, params object[] values)
    {
        using var connection = _source.OpenConnection();
        using var block = new NpgsqlCommand(begin, connection);
        block.ExecuteNonQuery();
        using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        try
        {
            command.ExecuteNonQuery();
            return null;
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
    }

    /// <summary>The strongest lock that the statement holds on each of these relations that was there before.</summary>
    public IReadOnlyList<string> LocksOf(string sql, IReadOnlyCollection<string> relations)
    {
        using var connection = _source.OpenConnection();
        using var begin = new NpgsqlCommand("SELECT relname::text FROM pg_class WHERE relname = ANY($1)", connection);
        begin.Parameters.Add(new() { Value = relations.ToArray() });
        List<string> there = [];
        using (var reader = begin.ExecuteReader())
        {
            while (reader.Read())
            {
                there.Add(reader.GetString(0));
            }
        }

        using var transaction = connection.BeginTransaction();
        using var statement = new NpgsqlCommand("CREATE TEMP TABLE held AS SELECT oid, relname::text FROM pg_class WHERE relname = ANY($1)", connection);
        statement.Parameters.Add(new() { Value = there.ToArray() });
        statement.ExecuteNonQuery();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
        using var locks = new NpgsqlCommand(
            """
            SELECT DISTINCT ON (relname) relname || ' ' || mode
            FROM held JOIN pg_locks ON relation = oid AND pid = pg_backend_pid()
            ORDER BY relname, array_position('{AccessExclusiveLock,ExclusiveLock,ShareRowExclusiveLock,ShareLock,ShareUpdateExclusiveLock,RowExclusiveLock,RowShareLock,AccessShareLock}', mode)
            """,
            connection);
        List<string> held = [];
        using (var reader = locks.ExecuteReader())
        {
            while (reader.Read())
            {
                held.Add(reader.GetString(0));
            }
        }

        transaction.Rollback();
        return [.. held.Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> Column(string sql)
    {
        using var command = _source.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var column = new List<string>();
        while (reader.Read())
        {
            column.Add(reader.GetString(0));
        }

        return column;
    }

    public void Dispose()
    {
        _source.Dispose();
        AsPostgres(Bin + "pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private static void AsPostgres(params string[] command)
    {
        string[] who = Environment.IsPrivilegedProcess ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];
        Run([.. who, .. command]);
    }

    private static void Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, WorkingDirectory = "/tmp" })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
