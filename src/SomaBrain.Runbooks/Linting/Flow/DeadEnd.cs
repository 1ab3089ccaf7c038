using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Linting.Flow;

/// <summary>What no run comes to.</summary>
/// <param name="What">"this step", "this arm".</param>
public sealed record DeadEnd(SourceSpan Span, string What, string Why);
