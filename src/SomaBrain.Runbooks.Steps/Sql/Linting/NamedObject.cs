using System.Collections.Immutable;
using SomaBrain.Runbooks.PgQuery;

namespace SomaBrain.Runbooks.Steps.Sql.Linting;

/// <summary>What a statement makes or drops, by kind and name as they are written.</summary>
internal sealed record NamedObject(string Kind, string Name)
{
    private static readonly ImmutableArray<string> Kinds =
        ["TABLE", "INDEX", "VIEW", "SEQUENCE", "SCHEMA", "ROLE", "DATABASE", "EXTENSION", "TYPE", "DOMAIN", "PUBLICATION", "SUBSCRIPTION", "POLICY", "STATISTICS", "TABLESPACE"];

    /// <summary>
    /// Whether a step under `undo` takes away nothing but what the step has made: each of its DROPs is of something that the step
    /// creates, and that cannot have been there before (no IF NOT EXISTS, no OR REPLACE), without what others have made of it (CASCADE).
    /// </summary>
    public static bool TakesBack(SqlFacts step, SqlFacts undo)
    {
        var made = step.Statements.SelectMany(statement => Made(statement.Text)).ToHashSet();
        return undo.Statements.Where(statement => statement.Parsed.Effect == SqlEffect.Destroy)
            .All(statement => Dropped(statement.Text) is { IsEmpty: false } dropped && dropped.All(made.Contains));
    }

    /// <summary>Its names: an index is in the schema of its table.</summary>
    private static IEnumerable<NamedObject> Made(string statement)
    {
        var words = new Words(statement);
        if (!words.Take("CREATE"))
        {
            yield break;
        }

        while (words.Take("UNIQUE") || words.Take("UNLOGGED"))
        {
        }

        if (words.Kind() is not { } kind)
        {
            yield break;
        }

        words.Take("CONCURRENTLY");
        if (words.NameOf(kind) is not { } name)
        {
            yield break;
        }

        yield return new(kind, name);
        if (kind == "INDEX" && words.Take("ON"))
        {
            words.Take("ONLY");
            if (words.Name()?.LastIndexOf('.') is > 0 and var dot && words.Last is { } table)
            {
                yield return new(kind, $"{table[..dot]}.{name}");
            }
        }
    }

    /// <summary>Empty: it is none, or more than what it names goes with it.</summary>
    private static ImmutableArray<NamedObject> Dropped(string statement)
    {
        var words = new Words(statement);
        if (!words.Take("DROP") || words.Kind() is not { } kind)
        {
            return [];
        }

        words.Take("CONCURRENTLY");
        if (words.Take("IF"))
        {
            words.Take("EXISTS");
        }

        var dropped = ImmutableArray.CreateBuilder<NamedObject>();
        do
        {
            if (words.NameOf(kind) is not { } name)
            {
                return [];
            }

            dropped.Add(new(kind, name));
        }
        while (words.Take(","));

        words.Take("RESTRICT");
        return words.IsAtEnd ? dropped.ToImmutable() : [];
    }

    /// <summary>The tokens of a statement, from left to right.</summary>
    private sealed class Words(string statement)
    {
        private readonly ImmutableArray<PgToken> _tokens = PgScanner.Scan(statement) is PgScan.Scanned { Tokens: var all } ? [.. all.Where(token => token.Kind != PgTokenKind.Comment)] : [];
        private int _at;

        public bool IsAtEnd => _at == _tokens.Length;

        /// <summary>The name that was read last.</summary>
        public string? Last { get; private set; }

        public bool Take(string word)
        {
            var isThere = _at < _tokens.Length && _tokens[_at].Kind != PgTokenKind.QuotedIdentifier && _tokens[_at].In(statement).Equals(word, StringComparison.OrdinalIgnoreCase);
            _at += isThere ? 1 : 0;
            return isThere;
        }

        public string? Kind()
        {
            if (Take("MATERIALIZED"))
            {
                return Take("VIEW") ? "MATERIALIZED VIEW" : null;
            }

            return Take("USER") || Take("GROUP") ? "ROLE" : Kinds.FirstOrDefault(Take);
        }

        /// <summary>`a`, `"b"`, `s.a`; null where something else stands, such as IF NOT EXISTS.</summary>
        public string? Name()
        {
            var parts = new List<string>();
            do
            {
                if (_at == _tokens.Length || _tokens[_at].Kind is not (PgTokenKind.Identifier or PgTokenKind.QuotedIdentifier or PgTokenKind.Keyword) || (parts.Count == 0 && (IsNext("IF") || IsNext("ON") || IsNext("MAPPING"))))
                {
                    return null;
                }

                var token = _tokens[_at++];
                var text = token.In(statement);
                parts.Add(token.Kind == PgTokenKind.QuotedIdentifier ? text.Trim('"').ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : text.ToString().ToLowerInvariant());
            }
            while (Take("."));

            return Last = string.Join('.', parts);
        }

        /// <summary>A policy has the name of its table with it.</summary>
        public string? NameOf(string kind) => Name() is not { } name ? null
            : kind != "POLICY" ? name
            : Take("ON") && Name() is { } table ? $"{name} ON {table}" : null;

        private bool IsNext(string word) => _tokens[_at].Kind != PgTokenKind.QuotedIdentifier && _tokens[_at].In(statement).Equals(word, StringComparison.OrdinalIgnoreCase);
    }
}
