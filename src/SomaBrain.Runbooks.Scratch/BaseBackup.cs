using Npgsql;

namespace SomaBrain.Runbooks.Scratch;

/// <summary>Copies a running primary for a standby: by pg_basebackup, or by hand where the installation has only the server.</summary>
internal sealed class BaseBackup(PostgresBinaries binaries, ServerUser user)
{
    public async Task TakeAsync(ScratchServer primary, ScratchServer standby, CancellationToken ct)
    {
        if (binaries.Has("pg_basebackup"))
        {
            await Launcher.RunAsync(
                [.. user.Become, binaries["pg_basebackup"], "-D", standby.DataDirectory, "-d", primary.ConnectionStringFor("postgres"), "-w", "-X", "stream", "-c", "fast", "--no-sync"],
                null, ct);
            return;
        }

        var (start, stop) = binaries.Major >= 15
            ? ("pg_backup_start('standby', true)", "pg_backup_stop(false)")
            : ("pg_start_backup('standby', true, false)", "pg_stop_backup(false, false)");

        // Start and stop belong to one session.
        await using var connection = await primary.OpenAsync("postgres", "postgres", ct);
        await ScalarAsync(connection, $"SELECT {start}::text", ct);
        await CopyAsync(primary, standby, ct);
        var label = await ScalarAsync(connection, $"SELECT labelfile FROM {stop}", ct);
        await standby.WriteAsync("backup_label", label, append: false, ct);
    }

    /// <summary>Without the write-ahead log: the standby fetches it from the primary, beginning where the label says.</summary>
    private async Task CopyAsync(ScratchServer primary, ScratchServer standby, CancellationToken ct)
    {
        const string Script = """
            cp -a "$1" "$2" || { rm -rf "$2"; sleep 1; cp -a "$1" "$2"; } || exit 1
            rm -rf "$2/postmaster.pid" "$2/postmaster.opts" "$2"/pg_wal/* "$2"/pg_replslot/* "$2"/pg_stat_tmp/*
            mkdir -p "$2/pg_wal/archive_status" "$2/pg_wal/summaries"
            """;
        await Launcher.RunAsync([.. user.Become, "sh", "-c", Script, "copy", primary.DataDirectory, standby.DataDirectory], null, ct);
    }

    private static async Task<string> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = ScratchServer.Command(sql, connection);
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }
}
