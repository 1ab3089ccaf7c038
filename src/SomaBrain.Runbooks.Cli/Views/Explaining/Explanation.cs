namespace SomaBrain.Runbooks.Cli.Views.Explaining;

/// <summary>The section of a code in `docs/diagnostics.md`.</summary>
/// <param name="Example">What fails; null when no text alone can.</param>
/// <param name="Said">The message as it is printed.</param>
/// <param name="Mend">What to do about it, in Markdown.</param>
/// <param name="Markdown">The whole section without its heading.</param>
public sealed record Explanation(string Code, string Title, string? Example, string Said, string Mend, string Markdown);
