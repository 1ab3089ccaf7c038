using System.Collections.Immutable;
using System.Globalization;

namespace SomaBrain.Runbooks.Steps;

/// <summary>Which choice a text means, at the terminal as in `--answer`: one that is written so, else one by its number.</summary>
public static class Choosing
{
    /// <summary>Null: none, or more than one.</summary>
    public static int? Of(ImmutableArray<string> labels, string text)
    {
        var numbered = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= labels.Length ? number - 1 : (int?)null;
        var first = labels.IndexOf(text);
        return first < 0 ? numbered
            : labels.LastIndexOf(text) == first ? first
            : numbered is { } at && labels[at] == text ? at
            : null;
    }

    /// <summary>Why a text is no choice.</summary>
    public static string Why(ImmutableArray<string> labels, string text) => labels.Contains(text) ? $"`{text}` is more than one of them" : $"`{text}` is none of them";

    /// <summary>`1) a`; without the number where that is what another choice is called.</summary>
    public static string Named(ImmutableArray<string> labels, int choice) =>
        Of(labels, Number(choice)) == choice ? $"{Number(choice)}) {labels[choice]}" : labels[choice];

    private static string Number(int choice) => (choice + 1).ToString(CultureInfo.InvariantCulture);
}
