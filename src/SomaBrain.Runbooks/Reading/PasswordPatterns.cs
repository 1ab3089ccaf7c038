using System.Buffers;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Reading;

/// <summary>
/// The ways to write a password: SQL's `PASSWORD '…'`, a libpq URI, `password=` of a connection string, `PGPASSWORD`, a key of
/// that name, `sshpass -p`, `curl -u`, an `Authorization` header. A hole, a pattern that looks for passwords, a variable of a shell and a SCRAM or MD5 verifier are no literals.
/// Each pattern begins with what it is recognised by, and looks back from there: the search for that is fast, and no stretch of a
/// text is gone over again from each of its characters.
/// </summary>
internal static class PasswordPatterns
{
    /// <summary>Where the passwords stand, in order, without their quotes.</summary>
    public static IEnumerable<(int Start, int End)> In(string text)
    {
        return Ways.SelectMany(way => way.In(text))
            .Where(secret => IsLiteral(secret.Value))
            .Select(secret => (Start: secret.Index, End: secret.Index + secret.Length))
            .Order()
            .Aggregate(new List<(int Start, int End)>(), (all, next) =>
            {
                if (all.Count == 0 || next.Start >= all[^1].End)
                {
                    all.Add(next);
                }

                return all;
            });
    }

    private static IEnumerable<Group> Secrets(Pattern pattern, string text) => pattern.Regex.Matches(text).Select(Secret);

    private static Group Secret(Match found) => found.Groups["secret"];

    /// <summary>In `'password=' || x` the quote ends a text, and what follows is no part of it. An apostrophe opens nothing.</summary>
    private static bool IsClosed(string text, Group quote)
    {
        if (!quote.Success)
        {
            return false;
        }

        var line = text.AsSpan(text.LastIndexOf('\n', quote.Index) + 1, quote.Index - text.LastIndexOf('\n', quote.Index) - 1);
        var opened = false;
        for (var at = 0; line[at..].IndexOf(quote.Value) is >= 0 and var next; at += next + quote.Length)
        {
            var (before, after) = (at + next - 1, at + next + quote.Length);
            opened ^= before < 0 || after >= line.Length || !char.IsLetter(line[before]) || !char.IsLetter(line[after]) || quote.Length > 1;
        }

        return opened;
    }

    /// <summary>Others have a `-u`, too; `docker run -u 1000:1000`.</summary>
    private static bool IsOfCurl(string text, int at)
    {
        const int Longest = 400;
        var before = text.AsSpan(Math.Max(0, at - Longest), Math.Min(at, Longest));
        var command = before.LastIndexOf("curl");
        return command >= 0 && before[command..].IndexOfAny(";|&") < 0;
    }

    private static bool IsLiteral(string secret) =>
        secret.Length > 0
        && !secret.StartsWith("{{", StringComparison.Ordinal)
        && secret[0] is not ('$' or '<' or '…' or '%')
        && !secret.StartsWith("SCRAM-SHA-256$", StringComparison.Ordinal)
        && !Md5.Regex.IsMatch(secret)
        && !SqlOperand.Regex.IsMatch(secret)
        && !Pattern.Regex.IsMatch(secret)
        && secret.AsSpan().IndexOfAnyExcept("*•.x") >= 0
        && secret is not ("null" or "NULL" or "true" or "false");

    private static readonly Pattern Sql = new(@"(?i:\bPASSWORD\s+(?:E|U&)?)(?<q>'{1,2})(?<secret>[^'\r\n]+)\k<q>");

    private static readonly Pattern Uri = new(@"://(?<=\b[a-z][a-z0-9+]*://)[^\s:/@'""{}]*:(?<secret>[^\s/@'""]+)@", RegexOptions.IgnoreCase);

    private static readonly Pattern Assigned = new(@"(?:PASSW(?:OR)?D|passw(?:or)?d)=(?<=(?<![A-Za-z0-9.])(?:[A-Z0-9]*PASSW(?:OR)?D|[a-z]*passw(?:or)?d)=)(?:(?<q>\\?['""]{1,2})(?<secret>[^'""\r\n]+)|(?<secret>[^\s'""&;,)\]}]+))");

    private static readonly Pattern Key = new(@"(?:password|passwd|PASSWORD|PASSWD)[""']?[ \t]*:(?<=(?:^[ \t]*(?:-[ \t]+)?|[{,][ \t]*)[""']?[\w-]*[""']?[ \t]*:)[ \t]+(?:'(?<secret>[^'\r\n]+)'|""(?<secret>[^""\r\n]+)""|(?<secret>[^\s'""{}\[\],&*|>#!%@`][^\s,{}\[\]#]*))(?=[ \t]*(?:[,}#\r\n]|\z))", RegexOptions.Multiline);

    private static readonly Pattern Argument = new(@"\bsshpass[""',\s]+-p[""',\s]*(?<secret>[^\s'"",\]]+)");

    private static readonly Pattern Header = new(@"\bAuthorization[""']?[ \t]*:[ \t]*[""']?(?:Basic|Bearer)[ \t]+(?<secret>[^\s'"",}]+)", RegexOptions.IgnoreCase);

    private static readonly Pattern User = new(@"(?<=[\s""',])(?:-u|--user)[\s""',=]*(?:-[ ]+)?[""']?(?:[^\s:'"",{}$\[\]]+|\{\{[^{}]*\}\}|\$\{?\w+\}?):(?<secret>[^\s'"",\]]+)");

    // `password=\S+`, `password=[^ ]*`, `password=.*` look for one
    private static readonly Pattern Pattern = new(@"\A(?:\\[A-Za-z]|\[|\(|\.[*+?])");

    // `WHERE a.password=b.password`, `password=crypt(…`
    private static readonly Pattern SqlOperand = new(@"\A(?:\w+\.\w*password|\w+\()");

    private static readonly Pattern Md5 = new(@"\Amd5[0-9a-f]{32}\z");

    /// <summary>A way to write one.</summary>
    /// <param name="word">Without it, in whatever case, there is none; that is fast to find out, in every text of a playbook.</param>
    private sealed class Way(string word, Func<string, IEnumerable<Group>> find)
    {
        private readonly SearchValues<string> _word = SearchValues.Create([word], StringComparison.OrdinalIgnoreCase);

        public IEnumerable<Group> In(string text) => text.AsSpan().ContainsAny(_word) ? find(text) : [];
    }

    private static readonly Way[] Ways =
    [
        new("passw", text => Secrets(Sql, text)),
        new("passw", text => Secrets(Key, text)),
        new("passw", text => Assigned.Regex.Matches(text).Where(found => !IsClosed(text, found.Groups["q"])).Select(Secret)),
        new("pass", PasswordDefaults.In),
        new("://", text => Secrets(Uri, text)),
        new("sshpass", text => Secrets(Argument, text)),
        new("authorization", text => Secrets(Header, text)),
        new("curl", text => User.Regex.Matches(text).Where(found => IsOfCurl(text, found.Index)).Select(Secret)),
    ];
}
