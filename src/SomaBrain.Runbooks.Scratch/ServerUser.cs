using System.Globalization;

namespace SomaBrain.Runbooks.Scratch;

/// <summary>The OS user the server runs as: ourselves, or for root, as which PostgreSQL refuses to run, somebody harmless.</summary>
/// <param name="Name">Login name.</param>
/// <param name="Id">Numeric user id.</param>
/// <param name="Group">Numeric group id; 0 where we stay who we are.</param>
/// <param name="Become">The words in front of a command that make it run as this user; none where that is ourselves.</param>
internal sealed record ServerUser(string Name, uint Id, uint Group, IReadOnlyList<string> Become)
{
    private static readonly string[] Preferred = ["postgres", "_postgres", "nobody"];

    public bool IsOther => Become.Count > 0;

    /// <exception cref="ScratchFailure">We are root and cannot become anybody else.</exception>
    public static ServerUser Choose()
    {
        if (Posix.EffectiveUser() != 0)
        {
            return new(Environment.UserName, Posix.EffectiveUser(), 0, []);
        }

        var (name, id, group) = Preferred.Select(Find).FirstOrDefault(user => user.Name.Length > 0);
        if (name is null)
        {
            throw new ScratchFailure("PostgreSQL does not run as root, and there is no OS user `postgres` or `nobody`", "run as another user, or make one: `useradd --system postgres`");
        }

        return new(name, id, group, Drop(name, id, group));
    }

    private static IReadOnlyList<string> Drop(string name, uint id, uint group)
    {
        var (user, own) = (id.ToString(CultureInfo.InvariantCulture), group.ToString(CultureInfo.InvariantCulture));
        if (Programs.Find("setpriv") is { } setpriv)
        {
            return [setpriv, $"--reuid={user}", $"--regid={own}", "--clear-groups", "--no-new-privs", "--"];
        }

        if (Programs.Find("runuser") is { } runuser)
        {
            return [runuser, "-u", name, "--"];
        }

        throw new ScratchFailure($"PostgreSQL does not run as root, and there is no `setpriv` or `runuser` to become `{name}` with", "run as another user, or install util-linux: `apt-get install util-linux`");
    }

    private static (string Name, uint Id, uint Group) Find(string name)
    {
        foreach (var line in File.ReadLines("/etc/passwd"))
        {
            var fields = line.Split(':');
            if (fields.Length > 3 && fields[0] == name
                && uint.TryParse(fields[2], CultureInfo.InvariantCulture, out var id) && id != 0
                && uint.TryParse(fields[3], CultureInfo.InvariantCulture, out var group))
            {
                return (name, id, group);
            }
        }

        return ("", 0, 0);
    }
}
