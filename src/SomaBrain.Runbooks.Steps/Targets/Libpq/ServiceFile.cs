using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Targets.Options;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Targets.Libpq;

/// <summary>Named bundles of settings: `~/.pg_service.conf` (or `PGSERVICEFILE`), then the system's `pg_service.conf`.</summary>
internal sealed class ServiceFile(IHostEnvironment host, DiagnosticBag problems)
{
    // `pg_config --sysconfdir` of Debian, of the PGDG packages for Red Hat, and of a build from source.
    private static readonly string[] SystemDirectories = ["/etc/postgresql-common", "/etc/sysconfig/pgsql", "/usr/local/pgsql/etc"];

    /// <summary>What the service says; null after an error.</summary>
    public ConnectionOptions? Find(string service, Origin asked, string? file)
    {
        List<string> looked = [];
        if (file is not null && host.Find(file) is null)
        {
            problems.Add(Problems.ServiceFileMissing(asked.Span, file));
            return null;
        }

        foreach (var path in Paths(file))
        {
            looked.Add(path);
            if (host.ReadText(path) is { } text)
            {
                var found = Read(new Source(path, text), service, out var failed);
                if (found is not null || failed)
                {
                    return failed ? null : found;
                }
            }
        }

        problems.Add(Problems.UnknownService(asked.Span, asked.Name, service, looked));
        return null;
    }

    private IEnumerable<string> Paths(string? file)
    {
        if (file is not null)
        {
            yield return file;
        }
        else if (host.HomeDirectory is { } home)
        {
            yield return $"{home}/.pg_service.conf";
        }

        foreach (var directory in host.Variable("PGSYSCONFDIR") is { Length: > 0 } named ? [named] : SystemDirectories)
        {
            yield return $"{directory}/pg_service.conf";
        }
    }

    private ConnectionOptions? Read(Source source, string service, out bool failed)
    {
        ConnectionOptions? found = null;
        failed = false;
        for (var number = 1; number <= source.LineCount; number++)
        {
            var line = source.Line(number).Trim().ToString();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[')
            {
                if (found is not null)
                {
                    break;
                }

                found = line.StartsWith($"[{service}]", StringComparison.Ordinal) ? ConnectionOptions.None : null;
            }
            else if (found is not null)
            {
                var place = new Origin($"service {service}", source.LineSpan(number));
                var option = Setting(line, place);
                failed |= option is null;
                found = option is null ? found : found.Or(option);
            }
        }

        return found;
    }

    private ConnectionOption? Setting(string line, Origin place)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? "" : line[..equals];
        if (equals < 0 || key is "service" or "servicefile" || line.StartsWith("ldap", StringComparison.Ordinal))
        {
            problems.Add(Problems.ServiceFileSyntax(place.Span, key.StartsWith("service", StringComparison.Ordinal) ? "a service cannot name another service"
                : line.StartsWith("ldap", StringComparison.Ordinal) ? "a service from LDAP is not supported" : "expected `key=value`"));
            return null;
        }

        if (ConnectionKeys.Find(key) is null)
        {
            problems.Add(Problems.UnknownConnectionKey(place.Span, place.Name, key, ConnectionKeys.Names));
            return null;
        }

        return new(key, line[(equals + 1)..], place);
    }
}
