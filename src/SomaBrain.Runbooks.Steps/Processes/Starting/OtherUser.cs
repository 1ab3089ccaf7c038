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
    /// Takes variables up to an empty one, then a password file for who cannot be given one, then becomes the command. `read` of
    /// bash takes no byte too many from a pipe.
    /// </summary>
    private const string Receive = """
        for name in $(compgen -e); do [ "$name" = RUNBOOK_RUN ] || unset "$name"; done
        while IFS= read -r -d '' entry && [ -n "$entry" ]; do export "${entry?}"; done
        IFS= read -r -d '' passwords
        [ -n "$passwords" ] || exec "$@"
        before=$(umask); umask 077; PGPASSFILE=$(mktemp) || exit 126; printf '%s' "$passwords" > "$PGPASSFILE"; umask "$before"
        export PGPASSFILE; passwords=; "$@"; code=$?; rm -f -- "$PGPASSFILE"; exit "$code"
        """;

    public string Home => Directory.Exists(user.Home) ? user.Home : "/";

    public IEnumerable<string> Arguments(IEnumerable<string> command) => isRoot
        ? ["setpriv", $"--reuid={user.Id}", $"--regid={user.Group}", "--init-groups", "--", "/bin/bash", "-c", Receive, "runbook", .. command]
        : ["sudo", "-n", "-u", user.Name, "--", "/bin/bash", "-c", Receive, "runbook", .. command];

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
