using System.Collections.Immutable;
using SomaBrain.Runbooks.PgQuery;

namespace SomaBrain.Runbooks.Steps.Sql.Linting;

/// <summary>The tokens of a statement, from left to right.</summary>
internal sealed class ObjectWords(string statement)
{
    private static readonly ImmutableArray<string> Kinds =
        ["TABLE", "INDEX", "VIEW", "SEQUENCE", "SCHEMA", "ROLE", "DATABASE", "EXTENSION", "TYPE", "DOMAIN", "PUBLICATION", "SUBSCRIPTION", "POLICY", "STATISTICS", "TABLESPACE"];

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

    /// <summary>To the next comma that stands in no parentheses, or to the end.</summary>
    public void SkipToComma()
    {
        for (var depth = 0; _at < _tokens.Length && (depth > 0 || !_tokens[_at].In(statement).SequenceEqual(",")); _at++)
        {
            depth += _tokens[_at].In(statement) switch { "(" or "[" => 1, ")" or "]" => -1, _ => 0 };
        }
    }

    private bool IsNext(string word) => _tokens[_at].Kind != PgTokenKind.QuotedIdentifier && _tokens[_at].In(statement).Equals(word, StringComparison.OrdinalIgnoreCase);
}
