using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Targets.Connecting;
using SomaBrain.Runbooks.Steps.Targets.Options;
using SomaBrain.Runbooks.Steps.Targets.Settings;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Targets.Libpq;

/// <summary>
/// Completes what was given as libpq does: the string counts before the service it names, the service before the
/// environment, the environment before the defaults; a password that none of them has comes from the password file.
/// </summary>
public sealed class LibpqRules(IHostEnvironment host)
{
    private static readonly string[] ChannelBindings = ["disable", "prefer", "require"];

    /// <summary>In the order of <see cref="SessionAttributes"/>.</summary>
    private static readonly string[] Attributes = ["any", "read-write", "read-only", "primary", "standby", "prefer-standby"];

    /// <summary>As it is written: `read-write`.</summary>
    public static string Word(SessionAttributes wanted) => Attributes[(int)wanted];

    /// <summary>The settings psql would connect with; null after an error.</summary>
    public ConnectionSettings? Complete(ConnectionOptions given, DiagnosticBag problems)
    {
        var own = new DiagnosticBag();
        var settings = WithService(given, own) is { } served ? Build(FromEnvironment(served), own) : null;
        problems.AddRange(own);
        return own.HasErrors ? null : settings;
    }

    private ConnectionOptions? WithService(ConnectionOptions given, DiagnosticBag problems)
    {
        var named = given["service"] ?? FromVariable("service");
        if (named is null || named.Content.Length == 0)
        {
            return given;
        }

        var file = given.Text("servicefile") ?? FromVariable("servicefile")?.Content;
        return new ServiceFile(host, problems).Find(named.Content, named.Origin, file)?.All.Aggregate(given.Or(named), (all, option) => all.Or(option));
    }

    private ConnectionOptions FromEnvironment(ConnectionOptions given) =>
        ConnectionKeys.All.Aggregate(given, (all, key) => FromVariable(key.Name) is { } option ? all.Or(option) : all);

    private ConnectionOption? FromVariable(string key) =>
        ConnectionKeys.Find(key)?.Variable is { } name && host.Variable(name) is { } content ? new(key, content, new(name)) : null;

    private ConnectionSettings? Build(ConnectionOptions given, DiagnosticBag problems)
    {
        var options = KeptOptions.WithWholePaths(given);
        foreach (var option in options.All)
        {
            CheckSupport(option, problems);
        }

        var servers = new ServerList(host, options, problems);
        var user = options.Text("user") ?? host.UserName;
        if (user is null)
        {
            problems.Add(Problems.NoUserName());
        }

        if (servers.Read() is not { } addresses || user is null)
        {
            return null;
        }

        var reader = new OptionReader(options, problems);
        var database = options.Text("dbname") ?? user;
        var usesNetwork = addresses.Any(address => !address.IsSocket);
        var passwordPath = options.Text("passfile") ?? (host.HomeDirectory is { } home ? $"{home}/.pgpass" : null);
        return new()
        {
            Servers = WithPasswords(addresses, servers, user, database, options["password"], passwordPath, problems),
            User = user,
            Database = database,
            Tls = new TlsReader(host, options, reader, problems).Read(usesNetwork),
            Attributes = (SessionAttributes)reader.Choice("target_session_attrs", Attributes, (int)SessionAttributes.Any),
            ApplicationName = options.Text("application_name") ?? options.Text("fallback_application_name"),
            StartupOptions = options.Text("options"),
            ConnectTimeout = Timeout(reader.Whole("connect_timeout")),
            KeepAlive = new(reader.Whole("keepalives") != 0, reader.Whole("keepalives_idle"), reader.Whole("keepalives_interval")),
            ChannelBinding = ChannelBindings[reader.Choice("channel_binding", ChannelBindings, 1)],
            RequireAuth = RequireAuth(options, problems),
            Service = options.Text("service"),
            PasswordFile = passwordPath,
            Kept = KeptOptions.Of(options, usesNetwork),
        };
    }

    private ImmutableArray<ServerAddress> WithPasswords(
        ImmutableArray<ServerAddress> addresses, ServerList servers, string user, string database, ConnectionOption? given, string? path, DiagnosticBag problems)
    {
        if (given is { Content.Length: > 0 })
        {
            var secret = new Value.Secret(given.Origin.Name, new Value.Text(given.Content));
            return [.. addresses.Select(address => address with { Password = secret })];
        }

        return path is null || PasswordFile.Open(path, host, problems) is not { } file
            ? addresses
            : [.. addresses.Select(address => address with { Password = file.Find(NameInFile(address), $"{address.Port}", database, user) })];

        string NameInFile(ServerAddress address) =>
            address.IsSocket && address.Host == servers.DefaultDirectory(address.Port) ? "localhost" : address.Host.Length > 0 ? address.Host : address.HostAddress!;
    }

    private static void CheckSupport(ConnectionOption option, DiagnosticBag problems)
    {
        var key = ConnectionKeys.Find(option.Key);
        var fromVariable = option.Origin.Name == key?.Variable;
        if (key?.Support == KeySupport.Refused && option.Content.Length > 0 && !key.Harmless.Contains(option.Content))
        {
            problems.Add(Problems.ConnectionSettingRefused(option.Origin.Span, option.Origin.Name, key.Name, key.Advice!));
        }
        else if (key?.Support == KeySupport.Ignored && !fromVariable)
        {
            problems.Add(Problems.ConnectionSettingIgnored(option.Origin.Span, option.Origin.Name, key.Name));
        }
    }

    private static string? RequireAuth(ConnectionOptions options, DiagnosticBag problems)
    {
        if (options.Text("require_auth") is not { } methods || AuthenticationMethods.AreValid(methods))
        {
            if (options.Text("require_auth") is { } allowed && options.Text("channel_binding") == "require"
                && !AuthenticationMethods.ToNpgsql(allowed).Contains(AuthenticationMethods.ToNpgsql(AuthenticationMethods.Scram), StringComparison.Ordinal))
            {
                problems.Add(Problems.ConnectionSettingsConflict(options["require_auth"]!.Origin.Span,
                    "`channel_binding=require` needs `scram-sha-256`, which `require_auth` does not allow", "add `scram-sha-256` to `require_auth`"));
            }

            return options.Text("require_auth");
        }

        var origin = options["require_auth"]!.Origin;
        problems.Add(Problems.BadConnectionValue(origin.Span, origin.Name, "require_auth", methods,
            $"a list of {string.Join(", ", AuthenticationMethods.Known.Select(word => $"`{word}`"))}, all with `!` or all without"));
        return null;
    }

    // libpq: zero and below wait for ever, and one second is too short to be meant.
    private static TimeSpan? Timeout(int? seconds) =>
        seconds is null ? TimeSpan.FromSeconds(10) : seconds <= 0 ? null : TimeSpan.FromSeconds(Math.Max(2, seconds.Value));
}
