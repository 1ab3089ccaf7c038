namespace SomaBrain.Runbooks.Scratch;

/// <summary>Makes the primary's data directory, from a template where there is one, and starts it.</summary>
internal sealed class ClusterBuilder(PostgresBinaries binaries, ServerUser user, ScratchOptions options)
{
    private readonly TemplateCache _templates = new(Path.Combine(options.StateDirectory, ".runbook", "scratch", "templates"));
    private readonly string _key = TemplateCache.Key(binaries, user, options);

    public async Task BuildAsync(ScratchServer server, CancellationToken ct)
    {
        if (!await TryTemplateAsync(server, ct))
        {
            await MakeAsync(server, ct);
        }

        if (options.Content == ScratchContent.Data)
        {
            await SomaBrainDatabase.FillAsync(server, options.AuditRows, options.OutboxEvents, ct);
        }
    }

    private async Task<bool> TryTemplateAsync(ScratchServer server, CancellationToken ct)
    {
        PrivateDirectory.Make(server.Host);
        if (!options.UseTemplate || !await _templates.TryCopyAsync(_key, server.DataDirectory, ct))
        {
            PrivateDirectory.HandOver(server.Host, user);
            return false;
        }

        PrivateDirectory.HandOver(server.Host, user);
        try
        {
            await ConfigureAndStartAsync(server, ct);
            return true;
        }
        catch (ScratchFailure)
        {
            // The template may be spoilt in a way its manifest does not show. If it is not to blame, the next attempt fails as well and says why.
            await _templates.DropAsync(_key, ct);
            await Postmaster.EndAsync(server.DataDirectory, ct);
            await Launcher.RunAsync([.. user.Become, "rm", "-rf", "--", server.DataDirectory, server.ServerLog], null, ct);
            return false;
        }
    }

    private async Task MakeAsync(ScratchServer server, CancellationToken ct)
    {
        await Launcher.RunAsync(
            [.. user.Become, binaries["initdb"], "-D", server.DataDirectory, "--no-sync", "-A", "trust", "-U", "postgres", "--encoding=UTF8", "--locale=C", .. options.InitdbArguments],
            null, ct);
        var plain = options with { Settings = [], HbaLines = [], TcpPort = null, Fsync = false };
        if (options.UseTemplate || options.Content != ScratchContent.Empty)
        {
            await MakeContentAsync(server, plain, ct);
        }

        await ConfigureAndStartAsync(server, ct);
    }

    /// <summary>The template is made under our settings only: the caller's may be broken, or forbid us to connect.</summary>
    private async Task MakeContentAsync(ScratchServer server, ScratchOptions plain, CancellationToken ct)
    {
        var original = Path.Combine(server.DataDirectory, "postgresql.conf");
        var pristine = await File.ReadAllTextAsync(original, ct);
        await server.WriteAsync("pg_hba.conf", ServerConfiguration.Hba(plain), append: false, ct);
        await server.WriteAsync("postgresql.conf", ServerConfiguration.Settings("primary", server, binaries, plain), append: true, ct);
        await server.StartAgainAsync(ct);
        if (options.Content != ScratchContent.Empty)
        {
            await SomaBrainDatabase.CreateAsync(server, ct);
        }

        await server.StopAsync(StopMode.Fast, ct);
        await server.WriteAsync("postgresql.conf", pristine, append: false, ct);
        // Counters begin with the cluster: a copy of them would also carry one `stats_reset` to every copy, by which runs tell servers apart.
        await Launcher.RunAsync([.. user.Become, "find", Path.Combine(server.DataDirectory, "pg_stat"), "-type", "f", "-exec", "rm", "-f", "--", "{}", "+"], null, ct);
        await Launcher.RunAsync([.. user.Become, "rm", "-f", "--", server.ServerLog], null, ct);
        if (options.UseTemplate)
        {
            await _templates.SaveAsync(_key, server.DataDirectory, ct);
        }
    }

    private async Task ConfigureAndStartAsync(ScratchServer server, CancellationToken ct)
    {
        await server.WriteAsync("pg_hba.conf", ServerConfiguration.Hba(options), append: false, ct);
        await server.WriteAsync("postgresql.conf", ServerConfiguration.Settings("primary", server, binaries, options), append: true, ct);
        await server.StartAgainAsync(ct);
    }
}
