using System.Globalization;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Steps.Targets.Options;
using SomaBrain.Runbooks.Steps.Targets.Settings;

namespace SomaBrain.Runbooks.Steps.Shell;

/// <summary>
/// All that a command is given (language.md §3): the target's binding, which also works when the server is down, five harmless
/// variables, and what the step declares. Nothing else of ours is inherited, so no secret is.
/// </summary>
internal static class ChildEnvironment
{
    private static readonly string[] Inherited = ["PATH", "LANG", "HOME", "TZ"];

    /// <summary>What its sessions are called, if it opens any; and what tells it from other commands of the run.</summary>
    public static string ApplicationName(string run, string step) => $"runbook/{run[^Math.Min(8, run.Length)..]}/{step}";

    public static Dictionary<string, string> Of(
        SessionTarget target, string? database, string? passwordFile, string applicationName, IEnumerable<KeyValuePair<string, string>> declared)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                environment[name] = value;
            }
        }

        environment["LC_ALL"] = "C.UTF-8";
        var settings = target.Settings;
        environment["PGHOST"] = string.Join(',', settings.Servers.Select(server => server.Host));
        environment["PGPORT"] = string.Join(',', settings.Servers.Select(server => server.Port.ToString(CultureInfo.InvariantCulture)));
        environment["PGUSER"] = settings.User;
        environment["PGDATABASE"] = database ?? settings.Database;
        environment["PGAPPNAME"] = applicationName;
        environment["PGSSLMODE"] = TlsReader.Word(settings.Tls.Mode);
        if ((settings.Tls.SystemRoots ? "system" : settings.Tls.RootCertificate) is { Length: > 0 } root)
        {
            environment["PGSSLROOTCERT"] = root;
        }

        foreach (var option in settings.Kept)
        {
            if (ConnectionKeys.Find(option.Key)?.Variable is { } variable and not "PGPASSFILE")
            {
                environment[variable] = option.Content;
            }
        }

        if (settings.Servers.Any(server => server.HostAddress is not null))
        {
            environment["PGHOSTADDR"] = string.Join(',', settings.Servers.Select(server => server.HostAddress));
        }

        if (settings.Attributes != SessionAttributes.Any)
        {
            environment["PGTARGETSESSIONATTRS"] = LibpqRules.Word(settings.Attributes); // nobody has answered yet: the command must find the same one
        }

        if (passwordFile is not null)
        {
            environment["PGPASSFILE"] = passwordFile;
        }

        foreach (var (name, value) in declared)
        {
            environment[name] = value;
        }

        return environment;
    }
}
