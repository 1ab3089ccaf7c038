using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Functions;

/// <summary>A pure function: no clock, no randomness, no environment.</summary>
/// <param name="Name">As it is called.</param>
/// <param name="Signature">As a hint shows it.</param>
/// <param name="Fewest">Arguments at least.</param>
/// <param name="Most">Arguments at most.</param>
/// <param name="Whole">Whether it takes every element of its arguments into its result, as cells. Otherwise it is given
/// scalars, and looks after the secrecy of elements itself.</param>
/// <param name="Body">What it computes.</param>
/// <param name="Result">What it always comes to; null: that depends on what it is given.</param>
internal sealed record Function(string Name, string Signature, int Fewest, int Most, bool Whole, Func<FunctionCall, Evaluated> Body, Value.Unknown? Result = null);
