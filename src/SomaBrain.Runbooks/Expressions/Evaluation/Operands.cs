using SomaBrain.Runbooks.Expressions.Syntax;

namespace SomaBrain.Runbooks.Expressions.Evaluation;

/// <summary>Where the sides of an operator and the whole of it stand.</summary>
internal readonly record struct Operands(Place Left, Place Right, Place Whole);
