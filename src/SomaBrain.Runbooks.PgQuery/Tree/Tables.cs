using System.Collections.Immutable;

namespace SomaBrain.Runbooks.PgQuery.Tree;

/// <summary>From the names in a tree to the tables a statement uses.</summary>
internal static class Tables
{
    public static ImmutableArray<TableUse> Of(TreeFacts facts, bool isExplained)
    {
        if (facts.Tables.Count == 0 && facts.Dropped.Count == 0)
        {
            return [];
        }

        var uses = ImmutableArray.CreateBuilder<TableUse>(facts.Tables.Count);
        var known = facts.Tables.Count > 1 ? new HashSet<TableUse>() : null;
        foreach (var table in facts.Tables)
        {
            // The direction of COPY stands behind its table in the tree
            var isWritten = table.Statement == TreeWord.CopyStmt ? facts.IsCopyFrom : table.IsWritten;
            var isCte = table.Schema is null && !table.IsWritten && facts.Ctes.Hide(table.Name, table.At);
            var use = new TableUse(table.Schema, table.Name, isWritten && !isExplained ? TableAccess.Write : TableAccess.Read);
            if (!isCte && known?.Add(use) != false)
            {
                uses.Add(use);
            }
        }

        foreach (var (schema, name) in IsRelation(facts.RemoveType) ? facts.Dropped : [])
        {
            uses.Add(new(schema, name, TableAccess.Write));
        }

        return uses.DrainToImmutable();
    }

    private static bool IsRelation(string? removeType) => removeType is "OBJECT_TABLE" or "OBJECT_VIEW" or "OBJECT_MATVIEW"
        or "OBJECT_INDEX" or "OBJECT_SEQUENCE" or "OBJECT_FOREIGN_TABLE";
}
