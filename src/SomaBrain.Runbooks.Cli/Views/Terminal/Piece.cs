namespace SomaBrain.Runbooks.Cli.Views.Terminal;

/// <summary>Text of one colour. Harmless already: no control character.</summary>
public readonly record struct Piece(string Text, Ink Ink);
