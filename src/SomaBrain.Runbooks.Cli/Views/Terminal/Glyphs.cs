using SomaBrain.Runbooks.Cli.Views.Progress;

namespace SomaBrain.Runbooks.Cli.Views.Terminal;

/// <summary>The signs of the tree; in ASCII where the terminal may have no others.</summary>
public sealed class Glyphs
{
    public static readonly Glyphs Unicode = new(["✓", "!", "✗", "?", "○", "‖", "≡", "■", "·", "↻"], ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"], "→", "└", "·");

    public static readonly Glyphs Ascii = new(["+", "!", "x", "?", "o", "=", "=", "#", ".", "~"], ["|", "/", "-", "\\"], "->", "`-", "-");

    private static readonly string[] Locales = ["LC_ALL", "LC_CTYPE", "LANG"];

    private readonly string[] _marks;
    private readonly string[] _spinner;

    private Glyphs(string[] marks, string[] spinner, string arrow, string corner, string dot) =>
        (_marks, _spinner, Arrow, Corner, Dot) = (marks, spinner, arrow, corner, dot);

    public string Arrow { get; }

    public string Corner { get; }

    public string Dot { get; }

    public string this[StepMark mark] => _marks[(int)mark];

    /// <summary>The locale says which characters a terminal shows; an unset one is taken for UTF-8, as all systems of today are.</summary>
    public static Glyphs For(Func<string, string?> environment)
    {
        var locale = Locales.Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        var utf8 = locale is null || locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
        return utf8 && environment("TERM") != "linux" ? Unicode : Ascii;
    }

    public string Spinner(TimeSpan elapsed) => _spinner[(int)(elapsed.TotalMilliseconds / 100) % _spinner.Length];
}
