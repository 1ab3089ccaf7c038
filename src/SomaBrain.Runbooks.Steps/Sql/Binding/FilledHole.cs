using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>What a filter put into a statement: from <paramref name="Start"/> up to <paramref name="End"/>.</summary>
/// <param name="Span">The hole in the playbook.</param>
internal sealed record FilledHole(int Start, int End, SourceSpan Span);
