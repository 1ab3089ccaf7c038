namespace SomaBrain.Runbooks.Journaling.Events;

public sealed record Label(string Name, string Value);
