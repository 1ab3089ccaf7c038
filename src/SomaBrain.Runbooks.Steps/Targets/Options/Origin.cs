using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Targets.Options;

/// <summary>Who gave a setting, for messages: "--target db", "PGHOST", "service prod".</summary>
/// <param name="Name">Shown in backticks; never holds a value.</param>
/// <param name="Span">Its place, when it stands in a file.</param>
public sealed record Origin(string Name, SourceSpan? Span = null);
