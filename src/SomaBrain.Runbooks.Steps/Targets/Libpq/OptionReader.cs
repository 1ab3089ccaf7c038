using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Targets.Options;

namespace SomaBrain.Runbooks.Steps.Targets.Libpq;

/// <summary>Reads options as words and whole numbers.</summary>
internal sealed class OptionReader(ConnectionOptions options, DiagnosticBag problems)
{
    /// <summary>The place of the word that was given among those that may be.</summary>
    public int Choice(string key, string[] words, int otherwise)
    {
        if (options.Text(key) is not { } text)
        {
            return otherwise;
        }

        var chosen = Array.IndexOf(words, text);
        if (chosen < 0)
        {
            Bad(key, text, string.Join(", ", words.Select(word => $"`{word}`")));
            return otherwise;
        }

        return chosen;
    }

    public int? Whole(string key)
    {
        if (options.Text(key) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Bad(key, text, "a whole number");
        return null;
    }

    private void Bad(string key, string text, string expected) =>
        problems.Add(Problems.BadConnectionValue(options[key]!.Origin.Span, options[key]!.Origin.Name, key, text, expected));
}
