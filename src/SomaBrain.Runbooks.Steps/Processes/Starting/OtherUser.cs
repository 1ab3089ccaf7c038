using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Steps.Processes.Native;

namespace SomaBrain.Runbooks.Steps.Processes.Starting;

/// <summary>
/// How a command is run as another user: by `setpriv` when we are root, else by `sudo -n`. The environment, with what is secret
/// in it, goes through the pipe of its input, before the command's own: arguments are seen by everybody.
/// </summary>
internal sealed class OtherUser(OsUser user, bool isRoot)
{
    /// <summary>
    /// Takes variables up to an empty one, then a password file for who cannot be given one, goes into the directory, which may be
    /// closed to us, and becomes the command. `read` of bash takes no byte too many from a pipe.
    /// </summary>
    private const string Receive = """
        for name in $(compgen -e); do [ "$name" = RUNBOOK_RUN ] || unset "$name"; done
        while IFS= read -r -d '' entry && [ -n "$entry" ]; do export "${entry?}"; done
        IFS= read -r -d '' passwords
        cd -- "$1" || exit 126; shift
        [ -n "$passwords" ] || exec "$@"
        before=$(umask); umask 077; PGPASSFILE=$(mktemp) || exit 126; trap 'rm -f -- "$PGPASSFILE"' EXIT
        printf '%s' "$passwords" > "$PGPASSFILE"; umask "$before"; export PGPASSFILE; passwords=; "$@"; exit "$?"
        """;

    /// <summary>Nobody may signal a process of another user, and `sudo` itself is root's: the other user does it.</summary>
    private const string Tell = "kill -s \"$@\"";

    private const string Name = "runbook";

    private string Home => Directory.Exists(user.Home) ? user.Home : "/";

    /// <param name="directory">Where it runs; null: in the user's home.</param>
    /// <param name="command">What runs.</param>
    public IEnumerable<string> Arguments(string? directory, IEnumerable<string> command) => isRoot
        ? ["setpriv", $"--reuid={user.Id}", $"--regid={user.Group}", "--init-groups", "--", "/bin/bash", "-c", Receive, Name, directory ?? Home, .. command]
        : ["sudo", "-n", "-u", user.Name, "--", "/bin/bash", "-c", Receive, Name, directory ?? Home, .. command];

    /// <summary>What sends a signal to processes that run as the user; null: we can.</summary>
    public Func<int, ImmutableArray<int>, ImmutableArray<string>>? SignalCommand => isRoot ? null : (signal, processes) =>
    [
        "sudo", "-n", "-u", user.Name, "--", "/bin/bash", "-c", Tell, Name, signal.ToString(CultureInfo.InvariantCulture), "--",
        .. processes.Select(process => process.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>What a process was started for, without what is ours around it.</summary>
    public static IEnumerable<string> Command(string[] arguments) => Array.IndexOf(arguments, Receive) is >= 0 and var at && arguments.Length > at + 3 ? arguments[(at + 3)..] : arguments;

    /// <summary>What goes through the pipe before the command's own input.</summary>
    /// <param name="passwordFile">One that we cannot give away; its content is handed over. Null: none is needed.</param>
    public byte[] Input(IEnumerable<KeyValuePair<string, string>> environment, string? passwordFile, string? stdin)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in environment.Where(variable => variable.Key is not ("HOME" or "USER" or "LOGNAME")))
        {
            text.Append(name).Append('=').Append(value).Append('\0');
        }

        text.Append("HOME=").Append(user.Home).Append("\0USER=").Append(user.Name).Append("\0LOGNAME=").Append(user.Name).Append("\0\0");
        text.Append(passwordFile is null ? "" : File.ReadAllText(passwordFile)).Append('\0').Append(stdin);
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
