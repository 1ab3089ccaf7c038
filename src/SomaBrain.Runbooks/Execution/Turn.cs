using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>One turn of a step, with what went on inside its arms.</summary>
public sealed record Turn(bool GoesOn, Value.Row Result);
