using Npgsql;
using SomaBrain.Runbooks.Cli.Tests.Faults;
using SomaBrain.Runbooks.Cli.Tests.Secrecy;
using SomaBrain.Runbooks.Scratch;

[assembly: AssemblyFixture(typeof(TalkativeServer))]

namespace SomaBrain.Runbooks.Cli.Tests.Secrecy;

/// <summary>A server that writes down all it may: every statement with its parameters, and statistics of each. It is started
/// when a test needs it.</summary>
public sealed class TalkativeServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private ScratchCluster? _cluster;

    public ScratchServer Server => _cluster?.Primary ?? throw new InvalidOperationException("start it first");

    public string Target => $"host={Server.Host} port={Server.Port} user=postgres dbname=postgres";

    public async Task StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_cluster is null)
            {
                await CreateAsync();
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    public Task<NpgsqlConnection> OpenAsync() => Server.OpenAsync("postgres", "postgres", CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        _starting.Dispose();
    }

    private async Task CreateAsync()
    {
        _cluster = await ScratchCluster.StartAsync(
            FaultServer.Options with
            {
                TcpPort = null,
                Settings =
                [
                    "shared_preload_libraries = 'pg_stat_statements,auto_explain'", "pg_stat_statements.track = all", "auto_explain.log_min_duration = 0", "log_statement = 'all'",
                    "log_min_duration_statement = 0", "log_min_messages = debug1", "log_error_verbosity = verbose", "log_parameter_max_length_on_error = -1", "debug_print_plan = on",
                ],
            },
            CancellationToken.None);
        await Server.ExecuteAsync(
            """
            CREATE EXTENSION pg_stat_statements;
            CREATE TABLE keys (key text PRIMARY KEY);
            CREATE FUNCTION shout(text) RETURNS text LANGUAGE plpgsql AS
              $$BEGIN RAISE NOTICE 'notice %', $1 USING DETAIL = $1, HINT = $1; RAISE WARNING 'warning %', quote_literal($1); RETURN $1; END$$;
            CREATE FUNCTION refuse(text) RETURNS text LANGUAGE plpgsql AS
              $$BEGIN RAISE EXCEPTION 'refused %', $1 USING DETAIL = encode(convert_to($1, 'UTF8'), 'hex'), HINT = 'try ' || encode(convert_to($1, 'UTF8'), 'base64'); END$$;
            CREATE FUNCTION whisper(text) RETURNS text LANGUAGE plpgsql AS
              $$BEGIN RAISE NOTICE 'part %', substr($1, 5, 10); RAISE WARNING 'backwards %', reverse($1) USING HINT = substr($1, 5, 10); RETURN $1; END$$;
            CREATE FUNCTION tattle(text) RETURNS text LANGUAGE plpgsql AS
              $$BEGIN RAISE EXCEPTION 'part %, backwards %', substr($1, 5, 10), reverse($1) USING DETAIL = split_part($1, '-', 2), HINT = substr($1, 5, 10); END$$;
            """,
            "postgres", "postgres", CancellationToken.None);
    }
}
