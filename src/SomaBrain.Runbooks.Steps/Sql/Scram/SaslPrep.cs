using System.Text;

namespace SomaBrain.Runbooks.Steps.Sql.Scram;

/// <summary>
/// Prepares a password as libpq does (RFC 4013): so that however it is typed, it is the same. What SASLprep prohibits goes
/// through as it is, as libpq and the server let it.
/// </summary>
public static class SaslPrep
{
    public static string Apply(string password)
    {
        if (Ascii.IsValid(password))
        {
            return password;
        }

        var rules = CharacterRules.Instance;
        var codes = password.EnumerateRunes()
            .Select(rune => rules.IsBlank(rune.Value) ? ' ' : rune.Value)
            .Where(code => !rules.IsNothing(code))
            .ToList();
        return codes.Count == 0 || codes.Exists(rules.IsProhibited) || IsMixed(rules, codes)
            ? password
            : string.Concat(Compatibility.Normalize(codes).Select(char.ConvertFromUtf32));
    }

    /// <summary>A text from right to left has nothing of the other direction in it, and begins and ends with its own.</summary>
    private static bool IsMixed(CharacterRules rules, List<int> codes) =>
        codes.Exists(rules.IsRightToLeft)
        && (codes.Exists(rules.IsLeftToRight) || !rules.IsRightToLeft(codes[0]) || !rules.IsRightToLeft(codes[^1]));
}
