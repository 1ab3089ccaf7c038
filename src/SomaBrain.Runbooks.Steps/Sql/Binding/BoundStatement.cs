using System.Collections.Immutable;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>One statement, ready to be sent as one message.</summary>
/// <param name="Text">With `($n::type)` for each hole.</param>
/// <param name="Facts">What PostgreSQL's parser says of it.</param>
/// <param name="Span">Where it begins in the playbook.</param>
internal sealed record BoundStatement(string Text, ImmutableArray<SqlArgument> Arguments, ParseResult Facts, SourceSpan Span);
