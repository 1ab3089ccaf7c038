using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Sql.Linting;

/// <summary>One statement.</summary>
/// <param name="Span">Its first line in the playbook.</param>
/// <param name="Parsed">Class, tables, functions with side effects, locks, whether it needs `transaction: false`.</param>
/// <param name="HasScram">A hole of its step is a SCRAM verifier.</param>
public sealed record StatementFacts(SourceSpan Span, string Text, ParsedStatement Parsed, bool HasScram);
