using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Lexing;

/// <summary>A literal taken out of the text before Scriban reads it.</summary>
internal readonly record struct Literal(Value Value, int End);
