using System.Text;

namespace SomaBrain.Runbooks.PgQuery.Tree;

/// <summary>Property name → word, by length first, since a tree has some hundred names and most are none of ours.</summary>
internal static class TreeWords
{
    private static readonly (byte[] Name, TreeWord Word)[][] ByLength = Index();

    public static bool IsNode(this TreeWord word) => word >= TreeWord.OtherNode;

    public static bool IsStatement(this TreeWord word) => word >= TreeWord.OtherStmt;

    public static bool IsDrop(this TreeWord word) => word is TreeWord.DropStmt or TreeWord.OtherDropStmt;

    public static bool IsChange(this TreeWord word) => word is TreeWord.InsertStmt or TreeWord.UpdateStmt or TreeWord.DeleteStmt or TreeWord.MergeStmt;

    public static TreeWord Of(ReadOnlySpan<byte> name)
    {
        if (name.Length < ByLength.Length)
        {
            foreach (var (known, word) in ByLength[name.Length])
            {
                if (name[^1] == known[^1] && name.SequenceEqual(known))
                {
                    return word;
                }
            }
        }

        return name[0] is < (byte)'A' or > (byte)'Z' ? TreeWord.OtherField
            : !name.EndsWith("Stmt"u8) ? TreeWord.OtherNode
            : name.StartsWith("Drop"u8) ? TreeWord.OtherDropStmt
            : TreeWord.OtherStmt;
    }

    private static (byte[] Name, TreeWord Word)[][] Index()
    {
        var words = Enum.GetValues<TreeWord>()
            .Where(word => word is not (TreeWord.OtherField or TreeWord.OtherNode or TreeWord.OtherStmt or TreeWord.OtherDropStmt))
            .ToLookup(word => Spelling(word).Length, word => (Encoding.UTF8.GetBytes(Spelling(word)), word));
        return [.. Enumerable.Range(0, words.Max(length => length.Key) + 1).Select(length => words[length].ToArray())];
    }

    private static string Spelling(TreeWord word) => word switch
    {
        TreeWord.IsFrom => "is_from",
        TreeWord.IsVacuum => "is_vacuumcmd",
        TreeWord.AConst => "A_Const",
        TreeWord.AExpr => "A_Expr",
        TreeWord.AStar => "A_Star",
        _ when word.IsNode() => word.ToString(),
        _ => char.ToLowerInvariant(word.ToString()[0]) + word.ToString()[1..],
    };
}
