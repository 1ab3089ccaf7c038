namespace SomaBrain.Runbooks.Cli.Views.Terminal;

/// <summary>Puts ANSI colours around text, or leaves it alone. Uses the sixteen colours, which every theme keeps legible.</summary>
public sealed class Paint(bool colours)
{
    private const string Reset = "\e[0m";

    public static readonly Paint None = new(false);

    public string On(Ink ink, string text) => !colours || ink == Ink.Plain || text.Length == 0 ? text : $"{Begin(ink)}{text}{Reset}";

    private static string Begin(Ink ink) => ink switch
    {
        Ink.Strong => "\e[1m",
        Ink.Dim => "\e[2m",
        Ink.Good => "\e[32m",
        Ink.Caution => "\e[33m",
        Ink.Bad => "\e[1;31m",
        Ink.Doubt => "\e[1;35m",
        _ => "\e[36m",
    };
}
