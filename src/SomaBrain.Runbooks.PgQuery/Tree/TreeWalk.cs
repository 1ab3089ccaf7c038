using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SomaBrain.Runbooks.PgQuery.Tree;

/// <summary>
/// Collects facts in one pass over the JSON as it lies in native memory. It keeps its own stack of what is open and does not
/// recurse, so that no depth harms it; a small statement costs three microseconds, a JsonDocument of it would cost twice that.
/// </summary>
internal sealed class TreeWalk
{
    /// <summary>{ stmts: [ { stmt: { SelectStmt: { … } } } ] }: the statement itself is the fifth thing to open.</summary>
    private const int Top = 4;

    private readonly TreeFacts _facts = new();
    private readonly List<string> _names = [];
    private TreeFrame[] _stack = ArrayPool<TreeFrame>.Shared.Rent(32);
    private int _top = -1;
    private int _entered;
    private TreeWord _key;

    public static TreeFacts Read(ReadOnlySpan<byte> json)
    {
        var walk = new TreeWalk();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            walk.Take(ref reader);
        }

        ArrayPool<TreeFrame>.Shared.Return(walk._stack, clearArray: true);
        return walk._facts;
    }

    private void Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _key = TreeWords.Of(reader.ValueSpan);
                if (_top == Top - 1 && _facts.Kind.Length == 0)
                {
                    _facts.Kind = Encoding.UTF8.GetString(reader.ValueSpan);
                }

                break;
            case JsonTokenType.StartObject:
                Open(isArray: false);
                break;
            case JsonTokenType.StartArray:
                Open(isArray: true);
                break;
            case JsonTokenType.EndObject:
                CloseObject();
                break;
            case JsonTokenType.EndArray:
                CloseArray();
                break;
            default:
                TreeValue.Take(ref reader, _key, _stack.AsSpan(0, _top + 1), _facts, _names, isTop: _top == Top);
                break;
        }
    }

    private void Open(bool isArray)
    {
        if (_top + 1 == _stack.Length)
        {
            Array.Resize(ref _stack, _stack.Length * 2);
        }

        var parent = _top < 0 ? default : _stack[_top];
        var key = parent.IsArray ? parent.Key : _key;
        ref var frame = ref _stack[++_top];
        frame = new TreeFrame
        {
            IsArray = isArray,
            Key = key,
            Role = key.IsNode() ? parent.Key : key,
            Statement = key.IsStatement() ? key : parent.Statement,
            IsStored = parent.IsStored || key is TreeWord.CreateFunctionStmt or TreeWord.RuleStmt,
            Enter = ++_entered,
        };
        switch (key)
        {
            case TreeWord.Stmt when _top == Top - 1:
                _facts.Statements++;
                break;
            case TreeWord.IntoClause:
                _facts.HasInto = true;
                break;
            case TreeWord.ReturningList when _top == Top + 1:
                _facts.Returns = true;
                break;
            case TreeWord.AStar when _top > 2:
                _stack[_top - 3].Name = null; // `t.*`: as many columns as there are
                _stack[Math.Max(0, _top - 5)].HasStar = true; // [ResTarget] [val] [ColumnRef] [fields] [its part] [A_Star]: whatever alias stands behind it
                break;
            case TreeWord.Boolval:
                _stack[_top - 1].IsCalled = true;
                break;
            case TreeWord.Partbound:
                _facts.IsPartition = true;
                break;
            case TreeWord.LockingClause:
                _facts.HasLocking = true;
                break;
            case TreeWord.WhereClause:
                _stack[_top - 1].HasWhere = true;
                break;
            case TreeWord.WithClause:
                _stack[_top - 1].HasWith = true;
                break;
            case TreeWord.Integer or TreeWord.Boolean when _top > 1 && _stack[_top - 2].Key == TreeWord.DefElem:
                _stack[_top - 2].Argument = "false"; // Zero and false are left out of the JSON
                break;
            default:
                _facts.ChangeCount += key.IsChange() && !frame.IsStored ? 1 : 0;
                _facts.Destroys |= key.IsDrop() || key == TreeWord.TruncateStmt;
                break;
        }
    }

    private void CloseObject()
    {
        var frame = _stack[_top--];
        switch (frame.Key)
        {
            case TreeWord.DeleteStmt or TreeWord.UpdateStmt:
                _facts.Destroys |= !frame.HasWhere && !frame.IsStored;
                break;
            case TreeWord.DefElem when _top > 0 && _stack[Top].Key == frame.Statement:
                _facts.Options.Add(new(frame.Name ?? "", frame.Argument));
                break;
            case TreeWord.ColumnRef or TreeWord.FuncCall or TreeWord.TypeCast when _stack[_top].Key is TreeWord.Val or TreeWord.Arg:
                _stack[_top - 1].Name ??= frame.Name; // as PostgreSQL calls a column that is not called otherwise
                break;
            case TreeWord.AConst or TreeWord.AExpr when _stack[_top].Key == TreeWord.Val:
                _stack[_top - 1].Name ??= frame.IsCalled ? null : "?column?";
                break;
            case TreeWord.ResTarget when IsOfResult():
                Column(frame);
                break;
            case TreeWord.CommonTableExpr:
                _facts.Ctes.Add(frame.Name ?? "", _entered, _stack[_top - 2].Enter);
                break;
            case TreeWord.WithClause:
                _facts.Ctes.EndWith(frame, _stack[_top].Enter);
                break;
        }

        if (frame.IsTrue)
        {
            IsTrue();
        }

        // FOR UPDATE OF names what FROM has named already, by its alias
        if (frame.IsTable && frame.Role != TreeWord.LockedRels)
        {
            _facts.Tables.Add(new(frame.Schema, frame.Name!, frame.Statement, IsWritten(frame), frame.Enter, frame.Role == TreeWord.Pktable));
        }

        if (frame.HasWith)
        {
            _facts.Ctes.EndOwner(frame.Enter, _entered);
        }
    }

    /// <summary>An expression that was just closed is always true: so is an OR of it, and a WHERE with nothing else is none.</summary>
    private void IsTrue()
    {
        if (_stack[_top].Key == TreeWord.WhereClause)
        {
            _stack[_top - 1].HasWhere = false;
        }
        else if (_top > 1 && _stack[_top - 2].IsOr) // [BoolExpr] [args] [one of them]
        {
            _stack[_top - 2].IsTrue = true;
        }
    }

    private void CloseArray()
    {
        var frame = _stack[_top--];
        if (_names.Count > 0)
        {
            var name = new FunctionName(_names.Count > 1 ? _names[^2] : null, _names[^1]);
            (frame.Key == TreeWord.Funcname ? _facts.Functions : _facts.Dropped).Add(name);
            _stack[_top].Name ??= frame.Key == TreeWord.Funcname && name.Name != "extract" ? name.Name : null; // to version 13 it is date_part
            _names.Clear();
        }
    }

    /// <summary>A server cuts long names, and folds letters of its own encoding: which, only it can tell.</summary>
    private void Column(in TreeFrame target)
    {
        const int longest = 60;
        if (target is { HasStar: false, Name: { Length: > 0 and < longest } name } && Ascii.IsValid(name))
        {
            _facts.Columns.Add(name);
        }
        else
        {
            _facts.HidesColumns = true;
        }
    }

    /// <summary>Of a UNION its first SELECT names the columns. The target list of an UPDATE is what it sets.</summary>
    private bool IsOfResult()
    {
        var owner = _top - 2; // [owner] [list] [column]
        if (_stack[_top - 1].Key == TreeWord.TargetList ? _stack[owner].Statement != TreeWord.SelectStmt : _stack[_top - 1].Key != TreeWord.ReturningList)
        {
            return false;
        }

        while (owner > Top && _stack[owner].Key == TreeWord.Larg)
        {
            owner--;
        }

        return owner == Top;
    }

    /// <summary>A SELECT writes to its INTO, a change to its relation, a utility statement to all it names but what it refers to.</summary>
    private bool IsWritten(in TreeFrame table) => table.Statement switch
    {
        TreeWord.SelectStmt => table.Role == TreeWord.Rel,
        TreeWord.InsertStmt or TreeWord.UpdateStmt or TreeWord.DeleteStmt or TreeWord.MergeStmt => table.Role == TreeWord.Relation,
        _ => table.Role != TreeWord.Pktable && _stack[_top].Key != TreeWord.TableLikeClause,
    };
}
