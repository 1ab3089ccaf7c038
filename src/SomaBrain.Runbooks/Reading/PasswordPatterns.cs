using System.Buffers;
using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Reading;

/// <summary>
/// The ways to write a password: SQL's `PASSWORD '…'`, a libpq URI, `password=` of a connection string, `PGPASSWORD`, a key of
/// that name, `sshpass -p`, an `Authorization` header. A hole, a variable of a shell and a SCRAM or MD5 verifier are no literals.
/// Each pattern begins with what it is recognised by, and looks back from there: the search for that is fast, and no stretch of a
/// text is gone over again from each of its characters.
/// </summary>
internal static partial class PasswordPatterns
{
    /// <summary>Without one of them no pattern can match: all of them are sought at once, in every text of a playbook.</summary>
    private static readonly SearchValues<string> Words = SearchValues.Create(["pass", "authorization", "://"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the passwords stand, in order, without their quotes.</summary>
    public static IEnumerable<(int Start, int End)> In(string text)
    {
        if (!text.ContainsAny(Words))
        {
            return [];
        }

        return new[] { Sql(), Uri(), Assigned(), Key(), Argument(), Header() }
            .SelectMany(pattern => pattern.Matches(text))
            .Select(found => found.Groups["secret"])
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

    private static bool IsLiteral(string secret) =>
        secret.Length > 0
        && !secret.StartsWith("{{", StringComparison.Ordinal)
        && secret[0] is not ('$' or '<' or '…' or '%')
        && !secret.StartsWith("SCRAM-SHA-256$", StringComparison.Ordinal)
        && !Md5().IsMatch(secret)
        && !SqlOperand().IsMatch(secret)
        && secret.AsSpan().IndexOfAnyExcept("*•.x") >= 0
        && secret is not ("null" or "NULL" or "true" or "false");

    [GeneratedRegex(@"(?i:\bPASSWORD\s+(?:E|U&)?)(?<q>'{1,2})(?<secret>[^'\r\n]+)\k<q>", RegexOptions.CultureInvariant)] // generated only if no back-reference ignores case
    private static partial Regex Sql();

    [GeneratedRegex(@"://(?<=\b[a-z][a-z0-9+]*://)[^\s:/@'""{}]*:(?<secret>[^\s/@'""]+)@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Uri();

    [GeneratedRegex(@"=(?<=(?<![A-Za-z0-9.])(?:[A-Z0-9]*PASSW(?:OR)?D|[a-z]*passw(?:or)?d)=)(?:(?<q>\\?['""]{1,2})(?<secret>[^'""\r\n]+)|(?<secret>[^\s'""&;,)\]}]+))", RegexOptions.CultureInvariant)]
    private static partial Regex Assigned();

    [GeneratedRegex(@"(?:password|passwd|PASSWORD)[""']?[ \t]*:(?<=(?:^[ \t]*(?:-[ \t]+)?|[{,][ \t]*)[""']?[\w-]*[""']?[ \t]*:)[ \t]+(?:'(?<secret>[^'\r\n]+)'|""(?<secret>[^""\r\n]+)""|(?<secret>[^\s'""{}\[\],&*|>#!%@`][^\s,{}\[\]#]*))(?=[ \t]*(?:[,}#\r\n]|\z))", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    [GeneratedRegex(@"\bsshpass[""',\s]+-p[""',\s]*(?<secret>[^\s'"",\]]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Argument();

    [GeneratedRegex(@"\bAuthorization[""']?[ \t]*:[ \t]*[""']?(?:Basic|Bearer)[ \t]+(?<secret>[^\s'"",}]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Header();

    // `WHERE a.password=b.password`, `password=crypt(…`
    [GeneratedRegex(@"\A(?:\w+\.\w*password|\w+\()", RegexOptions.CultureInvariant)]
    private static partial Regex SqlOperand();

    [GeneratedRegex(@"\Amd5[0-9a-f]{32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Md5();
}
