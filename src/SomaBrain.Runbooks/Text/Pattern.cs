using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Text;

/// <summary>
/// A regular expression that is read when it is first needed. What the compiler makes of one is faster, and eight kilobytes of program:
/// that is for those that every playbook meets.
/// </summary>
public sealed class Pattern(string text, RegexOptions options = RegexOptions.None)
{
    private readonly Lazy<Regex> _regex = new(() => new(text, options | RegexOptions.CultureInvariant));

    public Regex Regex => _regex.Value;
}
