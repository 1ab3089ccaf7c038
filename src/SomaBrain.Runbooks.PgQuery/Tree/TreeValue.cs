using System.Text;
using System.Text.Json;
using SomaBrain.Runbooks.PgQuery.Locks;

namespace SomaBrain.Runbooks.PgQuery.Tree;

/// <summary>What a scalar of the tree tells.</summary>
internal static class TreeValue
{
    private const int LongestCompared = 32;

    /// <param name="reader">At the scalar.</param>
    /// <param name="key">The field it stands in.</param>
    /// <param name="open">What is open, the innermost last.</param>
    /// <param name="facts">Where facts go.</param>
    /// <param name="names">The parts of the name that is being read.</param>
    /// <param name="isTop">The field is one of the statement itself.</param>
    public static void Take(ref Utf8JsonReader reader, TreeWord key, Span<TreeFrame> open, TreeFacts facts, List<string> names, bool isTop)
    {
        ref var frame = ref open[^1];
        switch (key)
        {
            case TreeWord.Boolop:
                frame.IsOr = reader.ValueTextEquals("OR_EXPR"u8);
                break;
            case TreeWord.Sval or TreeWord.Ival or TreeWord.Boolval:
                Truth(ref reader, key, open);
                Constant(ref reader, open, names);
                break;
            case TreeWord.Relname:
                (frame.IsTable, frame.Name) = (true, reader.GetString());
                break;
            case TreeWord.Schemaname:
                frame.Schema = reader.GetString();
                break;
            case TreeWord.Ctename or TreeWord.Defname:
                frame.Name = reader.GetString();
                break;
            case TreeWord.Name when frame.Key == TreeWord.ResTarget:
                frame.Name = reader.GetString();
                break;
            case TreeWord.Kind when frame.Key == TreeWord.AExpr:
                frame.IsIn = reader.ValueTextEquals("AEXPR_IN"u8);
                frame.IsCalled = reader.ValueTextEquals("AEXPR_NULLIF"u8);
                break;
            case TreeWord.Number when frame.Key == TreeWord.ParamRef:
                Parameter(ref reader, open, facts);
                break;
            case TreeWord.Location when frame is { Key: TreeWord.TypeCast, Parameter: > 0 } && reader.ValueSpan[0] == '-':
                facts.Misplaced.Add(frame.Parameter);
                break;
            case TreeWord.Recursive:
                frame.IsRecursive = true;
                break;
            case TreeWord.Concurrent:
                facts.IsConcurrent = true;
                break;
            case TreeWord.Subtype:
                facts.Destroys |= reader.ValueTextEquals("AT_DropColumn"u8);
                facts.Subtypes.Add(reader.GetString() ?? "");
                break;
            case TreeWord.Contype:
                TableLocks.TakeConstraint(facts, reader.GetString());
                break;
            case var _ when isTop:
                OfStatement(ref reader, key, facts);
                break;
        }
    }

    /// <summary>
    /// libpg_query takes a parameter for the text in `interval '1 day'`; the cast that it makes of it has no place, unlike those by
    /// `::` and CAST. A modifier of a type, `numeric(10)`, is a constant too, which the server sees behind its grammar.
    /// </summary>
    private static void Parameter(ref Utf8JsonReader reader, Span<TreeFrame> open, TreeFacts facts)
    {
        // [owner] [its field] [ParamRef]
        if (open.Length > 3 && reader.TryGetInt32(out var number))
        {
            if (open[^1].Role == TreeWord.Arg && open[^3].Key == TreeWord.TypeCast)
            {
                open[^3].Parameter = number;
            }
            else if (open[^1].Role == TreeWord.Typmods)
            {
                facts.Misplaced.Add(number);
            }
            else if (open[^1].Role == TreeWord.Items && open.Length > 5 && open[^6].IsIn) // [A_Expr] [rexpr] [List] [items] [item] [ParamRef]
            {
                facts.InLists.Add(number);
            }
        }
    }

    /// <summary>`true`, and `1 = 1`: [A_Expr] [its side] [A_Const] [the value]; the operator is [A_Expr] [name] [its part] [String].</summary>
    private static void Truth(ref Utf8JsonReader reader, TreeWord key, Span<TreeFrame> open)
    {
        if (open.Length < 4)
        {
            return;
        }

        ref var owner = ref open[^4];
        open[^2].IsTrue |= key == TreeWord.Boolval && open[^2].Key == TreeWord.AConst;
        if (owner.Key != TreeWord.AExpr || reader.ValueSpan.Length > LongestCompared)
        {
            return;
        }

        if (open[^1].Role == TreeWord.Name)
        {
            owner.Name = reader.GetString();
        }
        else if (open[^2].Key == TreeWord.AConst)
        {
            var side = Encoding.UTF8.GetString(reader.ValueSpan);
            owner.IsTrue = owner.Name == "=" && owner.Argument == side;
            owner.Argument ??= side;
        }
    }

    private static void Constant(ref Utf8JsonReader reader, Span<TreeFrame> open, List<string> names)
    {
        if (open.Length < 4)
        {
            return;
        }

        // … [owner] [field array] [object] [String]; an option has no array: [DefElem] [arg] [String]
        var owner = open[^4];
        if (owner.Key == TreeWord.ColumnRef && open[^1].Role == TreeWord.Fields)
        {
            open[^4].Name = reader.GetString();
        }
        else if (IsName(open[^1].Role, owner))
        {
            names.Add(reader.GetString() ?? "");
        }
        else if (open[^1].Role == TreeWord.Arg && open[^3].Key == TreeWord.DefElem)
        {
            open[^3].Argument = reader.TokenType == JsonTokenType.String ? reader.GetString() : "true";
        }
    }

    /// <summary>CREATE FUNCTION and CREATE TRIGGER have a function's name too, but call none.</summary>
    private static bool IsName(TreeWord role, in TreeFrame owner) => role switch
    {
        TreeWord.Funcname => owner.Key is TreeWord.FuncCall or TreeWord.Funccall,
        TreeWord.Items => owner.Statement == TreeWord.DropStmt,
        _ => false,
    };

    private static void OfStatement(ref Utf8JsonReader reader, TreeWord key, TreeFacts facts)
    {
        switch (key)
        {
            case TreeWord.Kind: facts.SubKind = reader.GetString(); break;
            case TreeWord.Name: facts.Name = reader.GetString(); break;
            case TreeWord.Objtype: facts.ObjectType = reader.GetString(); break;
            case TreeWord.RemoveType: facts.RemoveType = reader.GetString(); break;
            case TreeWord.RenameType: facts.RenameType = reader.GetString(); break;
            case TreeWord.Behavior: facts.Cascades = reader.GetString() == "DROP_CASCADE"; break;
            case TreeWord.Mode: facts.LockMode = reader.TryGetInt32(out var mode) ? mode : 0; break;
            case TreeWord.Replace: facts.Replaces = true; break;
            case TreeWord.IsFrom: facts.IsCopyFrom = true; break;
            case TreeWord.IsVacuum: facts.IsVacuum = true; break;
            case TreeWord.Filename: facts.HasFile = true; break;
        }
    }
}
