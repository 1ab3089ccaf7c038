namespace SomaBrain.Runbooks.Shapes;

/// <summary>What is said of a key that would do nothing: an author who wrote it relies on it.</summary>
/// <param name="Why">A clause, behind a colon.</param>
/// <param name="Hint">What to do instead.</param>
public sealed record Useless(string Why, string Hint);
