namespace SomaBrain.Runbooks.Values;

public sealed record Field(string Name, Value Value);
