namespace SomaBrain.Runbooks.Cli.Views.Terminal;

/// <summary>What a piece of text is, as a colour.</summary>
public enum Ink
{
    Plain,
    Strong,
    Dim,
    Good,
    Caution,
    Bad,
    Doubt,
    Accent,
}
