using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using SomaBrain.Runbooks.PgQuery.Locks;
using SomaBrain.Runbooks.PgQuery.Native;
using SomaBrain.Runbooks.PgQuery.Tree;

namespace SomaBrain.Runbooks.PgQuery;

/// <summary>PostgreSQL's own parser (version 15), asked for the facts of one statement.</summary>
public static class PgParser
{
    /// <summary>A statement with more tokens is not parsed.</summary>
    public const int MostTokens = 100_000;

    public static ParseResult Parse(string statement) => Parse(new SqlStatement(statement, 0));

    public static ParseResult Parse(SqlStatement statement)
    {
        if (ParsedBefore.Find(statement.Text) is { } known)
        {
            return known;
        }

        var parsed = ParseAnew(statement);
        if (parsed is ParsedStatement facts)
        {
            ParsedBefore.Keep(statement.Text, facts);
        }

        return parsed;
    }

    private static ParseResult ParseAnew(SqlStatement statement)
    {
        var (sql, tokens) = (statement.Text, statement.Tokens);
        var bytes = new SqlBytes(sql, out var failure);
        try
        {
            if (failure is null && tokens.IsDefault)
            {
                tokens = PgScanner.Scan(sql, bytes, out failure, out _);
            }

            if (failure is { } failed)
            {
                return new NotUnderstood(failed.Message, failed.Offset);
            }

            if (tokens.Length > MostTokens)
            {
                return new NotUnderstood($"more than {MostTokens} tokens", 0);
            }

            var text = bytes.Rented;
            return DeepStack.Run(tokens.Length, () => Parse(sql, tokens, text));
        }
        finally
        {
            bytes.Dispose();
        }
    }

    private static unsafe ParseResult Parse(string statement, ImmutableArray<PgToken> tokens, byte[] text)
    {
        fixed (byte* sql = text)
        {
            var result = NativeMethods.Parse(sql);
            try
            {
                if (result.Error is not null)
                {
                    var failure = result.Error->In(statement);
                    return new NotUnderstood(failure.Message, failure.Offset);
                }

                var facts = TreeWalk.Read(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(result.Tree));
                return facts.Statements switch
                {
                    0 => new NotUnderstood("no statement", 0),
                    1 => Parsed(statement, tokens, facts),
                    _ => new NotUnderstood("more than one statement", 0),
                };
            }
            finally
            {
                NativeMethods.Free(result);
            }
        }
    }

    private static ParsedStatement Parsed(string statement, ImmutableArray<PgToken> tokens, TreeFacts facts)
    {
        var isExplained = StatementRules.IsExplained(facts);
        return new()
        {
            Kind = facts.Kind,
            IsReadStatement = StatementRules.IsRead(facts),
            Changes = facts.ChangeCount,
            Destroys = facts.Destroys && !isExplained,
            NeedsNoTransaction = StatementRules.NeedsNoTransaction(facts),
            IsTransactionControl = StatementRules.IsTransactionControl(facts),
            IsCopyStdinStdout = facts.Kind == "CopyStmt" && !facts.HasFile,
            IsUtility = StatementRules.IsUtility(facts),
            IsConcurrent = StatementRules.IsConcurrent(facts),
            Cascades = facts.Cascades && (facts.Kind is "DropStmt" or "TruncateStmt"),
            HighestParameter = HighestParameter(statement, tokens, facts),
            Misplaced = facts.Misplaced,
            InLists = facts.InLists,
            Columns = facts.HidesColumns || facts.HasInto ? [] : facts.Columns,
            GivesRows = StatementRules.GivesRows(facts),
            CountsChanges = StatementRules.CountsChanges(facts),
            Functions = facts.Functions.Count > 1 ? [.. facts.Functions.Distinct()] : [.. facts.Functions],
            Tables = Tables.Of(facts, isExplained),
            Locks = TableLocks.Of(facts),
            RewritesTables = facts.Kind == "ClusterStmt" || (facts.Kind == "VacuumStmt" && facts.Options.Exists(option => option is { Name: "full", IsOn: true })),
            SetsPassword = facts.Kind is "CreateRoleStmt" or "AlterRoleStmt" && facts.Options.Exists(option => option is { Name: "password", Argument: not null }),
            SideEffects = SideEffects(statement, tokens, facts),
        };
    }

    private static ImmutableArray<SideEffect> SideEffects(string statement, ImmutableArray<PgToken> tokens, TreeFacts facts)
    {
        if (facts.Functions.Count == 0)
        {
            return [];
        }

        var named = facts.Functions.Select(function => (function.Name, Reason: SideEffectFunctions.Reason(function.Name)))
            .Where(function => function.Reason is not null)
            .Select(function => new SideEffect(function.Name, function.Reason!));
        var calls = facts.Functions.Count(function => SqlTextFunctions.Contains(function.Name));
        var texts = calls > 0 ? SqlTextFunctions.In(statement, tokens, calls) : [];
        return [.. named.Concat(texts).Distinct()];
    }

    private static int HighestParameter(string statement, ImmutableArray<PgToken> tokens, TreeFacts facts)
    {
        var highest = 0;
        var (last, lastButOne) = (default(PgToken), default(PgToken));
        foreach (var token in tokens)
        {
            if (token.Kind == PgTokenKind.Parameter)
            {
                var isNumber = int.TryParse(token.In(statement)[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number);
                highest = Math.Max(highest, isNumber ? number : int.MaxValue);
                if (last.Code == '(' && lastButOne.Kind == PgTokenKind.Keyword && lastButOne.In(statement).Equals("extract", StringComparison.OrdinalIgnoreCase))
                {
                    facts.Misplaced.Add(number); // the field's name, to the server a constant
                }
            }

            if (token.Kind != PgTokenKind.Comment)
            {
                (lastButOne, last) = (last, token);
            }
        }

        return highest;
    }
}
