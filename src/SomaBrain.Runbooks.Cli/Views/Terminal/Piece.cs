namespace SomaBrain.Runbooks.Cli.Views.Terminal;

/// <summary>Text of one colour. Harmless already: no control character.</summary>
public sealed record Piece(string Text, Ink Ink);
