using System.Collections.Immutable;
using SomaBrain.Runbooks.PgQuery.Tree;

namespace SomaBrain.Runbooks.PgQuery.Locks;

/// <summary>
/// Which locks the server takes on the relations a statement names (version 15: the manual's 13.3, AlterTableGetLockLevel). What
/// it finds by the catalog is not seen: indexes of a table, partitions, what CASCADE drops, tables behind a view.
/// </summary>
internal static class TableLocks
{
    private const string ForeignKey = "AT_AddForeignKey";

    public static ImmutableArray<TableLock> Of(TreeFacts facts)
    {
        if (facts.Tables.Count == 0 && facts.Dropped.Count == 0)
        {
            return [];
        }

        if (facts is { Tables: [var only], Dropped.Count: 0 })
        {
            return !IsCte(facts, only) && Mode(facts, only, 0) is { } one ? [new(only.Schema, only.Name, one)] : [];
        }

        var locks = new LockList();
        for (var i = 0; i < facts.Tables.Count; i++)
        {
            var table = facts.Tables[i];
            if (!IsCte(facts, table) && Mode(facts, table, i) is { } mode)
            {
                locks.Add(new(table.Schema, table.Name, mode));
            }
        }

        foreach (var (schema, name) in facts.Dropped)
        {
            switch (facts.RemoveType)
            {
                case "OBJECT_TABLE" or "OBJECT_VIEW" or "OBJECT_MATVIEW" or "OBJECT_INDEX" or "OBJECT_SEQUENCE" or "OBJECT_FOREIGN_TABLE":
                    locks.Add(new(schema, name, facts.IsConcurrent ? LockMode.ShareUpdateExclusive : LockMode.AccessExclusive));
                    break;
                case "OBJECT_POLICY" or "OBJECT_TRIGGER" or "OBJECT_RULE" when schema is not null:
                    locks.Add(new(null, schema, LockMode.AccessExclusive)); // `t.x`: the policy x of table t
                    break;
                default:
                    break;
            }
        }

        return locks.ToImmutable();
    }

    /// <summary>`ADD FOREIGN KEY` takes less than any other constraint: it gets a subtype of its own.</summary>
    public static void TakeConstraint(TreeFacts facts, string? type)
    {
        if (type == "CONSTR_FOREIGN" && facts.Subtypes is [.., "AT_AddConstraint"])
        {
            facts.Subtypes[^1] = ForeignKey;
        }
    }

    private static bool IsCte(TreeFacts facts, in TreeTable table) => table.Schema is null && !table.IsWritten && facts.Ctes.Hide(table.Name, table.At);

    /// <param name="i">The place of the name in the statement; the first is what it is about.</param>
    private static LockMode? Mode(TreeFacts facts, in TreeTable table, int i) => facts.Kind switch
    {
        "SelectStmt" or "InsertStmt" or "UpdateStmt" or "DeleteStmt" or "MergeStmt" or "ExplainStmt" or "DeclareCursorStmt" or "CopyStmt"
            => OfRows(facts, table),
        "AlterTableStmt" => i == 0 ? facts.Subtypes.Select(subtype => OfAlter(facts, subtype)).DefaultIfEmpty(LockMode.AccessExclusive).Max()
            : table.IsReferenced ? LockMode.ShareRowExclusive
            : facts.IsConcurrent || facts.Subtypes is ["AT_DetachPartitionFinalize"] ? LockMode.ShareUpdateExclusive
            : LockMode.AccessExclusive,
        "CreateStmt" or "CreateForeignTableStmt" => i == 0 ? null
            : table.IsReferenced ? LockMode.ShareRowExclusive
            : !table.IsWritten ? LockMode.AccessShare
            : facts.IsPartition ? LockMode.AccessExclusive : LockMode.ShareUpdateExclusive,
        "CreateTableAsStmt" or "ViewStmt" => !table.IsWritten ? LockMode.AccessShare : facts.Replaces ? LockMode.AccessExclusive : null,
        "IndexStmt" => i > 0 ? null : facts.IsConcurrent ? LockMode.ShareUpdateExclusive : LockMode.Share,
        "ReindexStmt" => StatementRules.IsConcurrent(facts) ? LockMode.ShareUpdateExclusive
            : facts.SubKind == "REINDEX_OBJECT_INDEX" ? LockMode.AccessExclusive : LockMode.Share,
        "VacuumStmt" => facts.Options.Exists(option => option is { Name: "full", IsOn: true }) ? LockMode.AccessExclusive : LockMode.ShareUpdateExclusive,
        "CreateStatsStmt" or "CreatePublicationStmt" or "AlterPublicationStmt" => LockMode.ShareUpdateExclusive,
        "CreateTrigStmt" => i == 0 ? LockMode.ShareRowExclusive : LockMode.RowShare,
        "AlterSeqStmt" => LockMode.ShareRowExclusive,
        "RefreshMatViewStmt" => facts.IsConcurrent ? LockMode.Exclusive : LockMode.AccessExclusive,
        "RenameStmt" => facts.RenameType == "OBJECT_INDEX" ? LockMode.ShareUpdateExclusive : LockMode.AccessExclusive,
        "LockStmt" => facts.LockMode is >= 1 and <= 8 ? (LockMode)facts.LockMode : LockMode.AccessExclusive,
        "TruncateStmt" or "ClusterStmt" or "CreatePolicyStmt" or "AlterPolicyStmt" or "AlterObjectSchemaStmt" => LockMode.AccessExclusive,
        "RuleStmt" => i == 0 ? LockMode.AccessExclusive : null,
        _ => null,
    };

    private static LockMode OfRows(TreeFacts facts, in TreeTable table) =>
        (table.Statement == TreeWord.CopyStmt ? facts.IsCopyFrom : table.IsWritten) ? LockMode.RowExclusive
        : facts.HasLocking ? LockMode.RowShare
        : LockMode.AccessShare;

    private static LockMode OfAlter(TreeFacts facts, string subtype) => subtype switch
    {
        "AT_SetStatistics" or "AT_ClusterOn" or "AT_DropCluster" or "AT_SetOptions" or "AT_ResetOptions" or "AT_SetRelOptions" or "AT_ResetRelOptions"
            or "AT_ValidateConstraint" or "AT_AttachPartition" or "AT_DetachPartitionFinalize" => LockMode.ShareUpdateExclusive,
        "AT_DetachPartition" when facts.IsConcurrent => LockMode.ShareUpdateExclusive,
        "AT_EnableTrig" or "AT_EnableAlwaysTrig" or "AT_EnableReplicaTrig" or "AT_EnableTrigAll" or "AT_EnableTrigUser"
            or "AT_DisableTrig" or "AT_DisableTrigAll" or "AT_DisableTrigUser" or ForeignKey => LockMode.ShareRowExclusive,
        _ => LockMode.AccessExclusive,
    };
}
