namespace SomaBrain.Runbooks.PgQuery.Tree;

/// <summary>What the server does with a kind of statement. The tests ask a real server for each of these.</summary>
internal static class StatementRules
{
    /// <summary>EXPLAIN that does not run what it explains.</summary>
    public static bool IsExplained(TreeFacts facts) => facts.Kind == "ExplainStmt" && !Has(facts, "analyze", on: true);

    public static bool IsRead(TreeFacts facts) => facts.Kind switch
    {
        "SelectStmt" => !facts.HasInto && !facts.HasLocking && !facts.Changes,
        "VariableShowStmt" => true,
        _ => IsExplained(facts),
    };

    public static bool IsConcurrent(TreeFacts facts) =>
        facts.IsConcurrent || (facts.Kind == "ReindexStmt" && Has(facts, "concurrently", on: true));

    /// <summary>
    /// Where the server calls PreventInTransactionBlock. What it decides by the catalog is not seen here: REINDEX and CLUSTER of a
    /// partitioned table, a subscription without a slot (DROP SUBSCRIPTION counts as needing none), a procedure that commits.
    /// </summary>
    public static bool NeedsNoTransaction(TreeFacts facts) => facts.Kind switch
    {
        "VacuumStmt" => facts.IsVacuum,
        "ReindexStmt" => facts.SubKind is "REINDEX_OBJECT_SCHEMA" or "REINDEX_OBJECT_SYSTEM" or "REINDEX_OBJECT_DATABASE" || IsConcurrent(facts),
        "IndexStmt" or "DropStmt" or "AlterTableStmt" => facts.IsConcurrent,
        "CreatedbStmt" or "DropdbStmt" or "CreateTableSpaceStmt" or "DropTableSpaceStmt" or "AlterSystemStmt" or "DropSubscriptionStmt" => true,
        "CreateSubscriptionStmt" => !Has(facts, "connect", on: false) && !Has(facts, "create_slot", on: false),
        "AlterSubscriptionStmt" => facts.SubKind switch
        {
            "ALTER_SUBSCRIPTION_REFRESH" => true,
            "ALTER_SUBSCRIPTION_SET_PUBLICATION" or "ALTER_SUBSCRIPTION_ADD_PUBLICATION" or "ALTER_SUBSCRIPTION_DROP_PUBLICATION" => !Has(facts, "refresh", on: false),
            _ => facts.Options.Exists(option => option.Name is "failover" or "two_phase"),
        },
        "ClusterStmt" => facts.Tables.Count == 0,
        "AlterDatabaseStmt" => facts.Options.Exists(option => option.Name == "tablespace"),
        "TransactionStmt" => IsOfPrepared(facts),
        _ => false,
    };

    /// <summary>COMMIT PREPARED and ROLLBACK PREPARED end a transaction that somebody else left behind: an operator's work.</summary>
    public static bool IsTransactionControl(TreeFacts facts) => facts.Kind switch
    {
        "TransactionStmt" => !IsOfPrepared(facts),
        "DiscardStmt" => true,
        "VariableSetStmt" => facts.SubKind == "VAR_RESET_ALL"
            || (facts.SubKind is "VAR_RESET" or "VAR_SET_DEFAULT" && IsLimit(facts.Name))
            || facts.Name is "TRANSACTION" or "TRANSACTION SNAPSHOT" or "SESSION CHARACTERISTICS"
            || (facts.Name is { } name && (name.StartsWith("transaction_", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("default_transaction_", StringComparison.OrdinalIgnoreCase))),
        _ => false,
    };

    /// <summary>What is analyzed before it is run takes <c>$n</c>.</summary>
    public static bool IsUtility(TreeFacts facts) => facts.Kind switch
    {
        "SelectStmt" or "InsertStmt" or "UpdateStmt" or "DeleteStmt" or "MergeStmt" or "CallStmt" or "ExplainStmt" or "DeclareCursorStmt" => false,
        "CreateTableAsStmt" => facts.ObjectType == "OBJECT_MATVIEW",
        _ => true,
    };

    /// <summary>What a step sets for itself: without it, it would be as if the step had said no limit.</summary>
    private static bool IsLimit(string? setting) =>
        "statement_timeout".Equals(setting, StringComparison.OrdinalIgnoreCase) || "lock_timeout".Equals(setting, StringComparison.OrdinalIgnoreCase);

    public static bool GivesRows(TreeFacts facts) => facts.Kind switch
    {
        "SelectStmt" => !facts.HasInto,
        "VariableShowStmt" or "ExplainStmt" or "CallStmt" or "FetchStmt" or "ExecuteStmt" => true,
        _ => facts.Returns,
    };

    public static bool CountsChanges(TreeFacts facts) => !IsUtility(facts) || facts.Kind is "CreateTableAsStmt" or "CopyStmt" or "ExecuteStmt" or "FetchStmt";

    private static bool IsOfPrepared(TreeFacts facts) => facts.SubKind is "TRANS_STMT_COMMIT_PREPARED" or "TRANS_STMT_ROLLBACK_PREPARED";

    private static bool Has(TreeFacts facts, string option, bool on) => facts.Options.Exists(o => o.Name == option && o.IsOn == on);
}
