using System.Text;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Targets.Libpq;

/// <summary>`~/.pgpass` (or `passfile`): lines of `host:port:database:user:password`, the first that fits counts.</summary>
internal sealed class PasswordFile
{
    private readonly string[] _lines;
    private readonly string _path;

    private PasswordFile(string path, string[] lines) => (_path, _lines) = (path, lines);

    /// <summary>The file, or null when libpq would not use it either: absent, unreadable, or open to others (then a warning says so).</summary>
    public static PasswordFile? Open(string path, IHostEnvironment host, DiagnosticBag problems)
    {
        if (host.Find(path) is not { } file)
        {
            return null;
        }

        if (!file.IsPlain)
        {
            problems.Add(Problems.PasswordFileNotPlain(path));
            return null;
        }

        if (!file.IsPrivate)
        {
            problems.Add(Problems.PasswordFileTooOpen(path, Convert.ToString((int)file.Mode, 8)));
            return null;
        }

        return host.ReadText(path) is { } text ? new(path, text.Split('\n')) : null;
    }

    /// <summary>The password of the first line that fits.</summary>
    /// <param name="server">`localhost` for the default socket directory.</param>
    /// <param name="port">As text, as it stands in the file.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="user">The role's name.</param>
    public Value.Secret? Find(string server, string port, string database, string user)
    {
        for (var number = 0; number < _lines.Length; number++)
        {
            ReadOnlySpan<char> line = _lines[number].TrimEnd('\r');
            if (line is not ['#', ..] && Take(ref line, server) && Take(ref line, port) && Take(ref line, database) && Take(ref line, user))
            {
                return new($"{_path}:{number + 1}", new Value.Text(Unescape(line)));
            }
        }

        return null;
    }

    private static bool Take(ref ReadOnlySpan<char> line, string word)
    {
        if (line.StartsWith("*:", StringComparison.Ordinal))
        {
            line = line[2..];
            return true;
        }

        var matched = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == ':' && matched == word.Length)
            {
                line = line[(i + 1)..];
                return true;
            }

            i += line[i] == '\\' && i + 1 < line.Length ? 1 : 0;
            if (matched == word.Length || line[i] != word[matched])
            {
                return false;
            }

            matched++;
        }

        return false;
    }

    private static string Unescape(ReadOnlySpan<char> rest)
    {
        var password = new StringBuilder();
        for (var i = 0; i < rest.Length && rest[i] != ':'; i++)
        {
            i += rest[i] == '\\' && i + 1 < rest.Length ? 1 : 0;
            password.Append(rest[i]);
        }

        return password.ToString();
    }
}
