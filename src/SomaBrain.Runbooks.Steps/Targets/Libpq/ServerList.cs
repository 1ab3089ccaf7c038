using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Targets.Options;
using SomaBrain.Runbooks.Steps.Targets.Settings;

namespace SomaBrain.Runbooks.Steps.Targets.Libpq;

/// <summary>Pairs the lists `host`, `hostaddr` and `port` as libpq's `connectOptions2` does.</summary>
internal sealed class ServerList(IHostEnvironment host, ConnectionOptions options, DiagnosticBag problems)
{
    private const int DefaultPort = 5432;

    /// <summary>Where libpq looks for a socket unless told: Debian's directory, else that of a build from source.</summary>
    public string DefaultDirectory(int port) =>
        host.Find($"/var/run/postgresql/.s.PGSQL.{port}") is null && (host.Find($"/tmp/.s.PGSQL.{port}") is not null || host.Find("/var/run/postgresql") is null)
            ? "/tmp"
            : "/var/run/postgresql";

    public ImmutableArray<ServerAddress>? Read()
    {
        var (hosts, addresses, ports) = (Parts("host"), Parts("hostaddr"), Parts("port"));
        var count = addresses.Length > 0 ? addresses.Length : Math.Max(1, hosts.Length);
        if (hosts.Length > 0 && hosts.Length != count)
        {
            return Mismatch("host", hosts.Length, "hostaddr", count);
        }

        if (ports.Length > 1 && ports.Length != count)
        {
            return Mismatch("port", ports.Length, addresses.Length > 0 ? "hostaddr" : "host", count);
        }

        var servers = ImmutableArray.CreateBuilder<ServerAddress>(count);
        for (var i = 0; i < count; i++)
        {
            var text = ports.Length == 0 ? "" : ports[ports.Length == 1 ? 0 : i].Trim();
            var port = DefaultPort;
            if (text.Length > 0 && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535))
            {
                problems.Add(Problems.BadConnectionValue(options["port"]!.Origin.Span, options["port"]!.Origin.Name, "port", text, "a number from 1 to 65535"));
                return null;
            }

            var address = addresses.Length > 0 && addresses[i].Length > 0 ? addresses[i] : null;
            if (address is not null && !System.Net.IPAddress.TryParse(address, out _))
            {
                var origin = options["hostaddr"]!.Origin;
                problems.Add(Problems.BadConnectionValue(origin.Span, origin.Name, "hostaddr", address, "an IP address; a name belongs in `host`"));
                return null;
            }

            var name = hosts.Length > 0 ? hosts[i] : "";
            servers.Add(new(name.Length == 0 && address is null ? DefaultDirectory(port) : name, address, port, null));
        }

        return servers.MoveToImmutable();
    }

    private string[] Parts(string key) => options.Text(key) is { } text ? text.Split(',') : [];

    private ImmutableArray<ServerAddress>? Mismatch(string key, int found, string other, int expected)
    {
        var origin = options[key]!.Origin;
        problems.Add(Problems.ConnectionListMismatch(origin.Span, origin.Name, key, found, other, expected));
        return null;
    }
}
