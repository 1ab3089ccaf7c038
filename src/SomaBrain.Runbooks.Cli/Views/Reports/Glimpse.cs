using SomaBrain.Runbooks.Cli.Views.Terminal;

namespace SomaBrain.Runbooks.Cli.Views.Reports;

/// <summary>The beginning of a foreign text as part of a line.</summary>
internal static class Glimpse
{
    public const int Longest = 160;

    /// <summary>Cuts first: a text of megabytes is not cleaned for the sake of a line.</summary>
    public static string Of(string text, int columns = Longest) => Columns.Cut(OneLine.Of(text.Length > 8 * columns ? text[..(8 * columns)] : text), columns);
}
