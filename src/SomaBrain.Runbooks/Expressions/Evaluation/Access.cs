using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions.Evaluation.Tainting;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Evaluation;

/// <summary>Members of rows and elements of lists.</summary>
internal static class Access
{
    /// <summary>A member of what is missing is missing, so that `steps.x.row.y ?? 0` works for a skipped step.</summary>
    public static Evaluated Member(Value target, Node.Member node)
    {
        var taint = new Taint();
        var owner = taint.Bare(target);
        return taint.Around(Found(owner, node.Word) is { } value && !IsTwice(owner, node.Word) ? value : Field(owner, node.Word, node.Target.Place.Words, node.WordAt, taint));
    }

    /// <summary>A member by a path as functions take it: `'row.waiting'`.</summary>
    public static Evaluated Path(Value target, string path, string owner, Place at)
    {
        var taint = new Taint();
        var result = (Evaluated)target;
        foreach (var word in path.Split('.'))
        {
            if (result.Ok)
            {
                result = Field(taint.Bare(result.Value), word, owner, at, taint);
                owner = $"{owner}.{word}";
            }
        }

        return taint.Around(result);
    }

    public static Evaluated Element(Value target, Value key, Node.Index node)
    {
        var taint = new Taint();
        return taint.Around(Element(taint.Bare(target), taint.Bare(key), node, taint));
    }

    private static Evaluated Element(Value list, Value index, Node.Index node, Taint taint)
    {
        if (list is Value.Unknown { Like: not null } || index is Value.Unknown { Like: not null })
        {
            return Supposed(list, index, node, taint);
        }

        return (list, index) switch
        {
            (Value.Unknown or Value.List or Value.Row, Value.Unknown) => (Evaluated)index,
            (Value.Unknown, Value.Integer or Value.Text) => list,
            (Value.List x, Value.Integer at) when at.Whole >= 0 && at.Whole < x.Items.Length => x.Items[(int)at.Whole],
            (Value.List x, Value.Integer at) => Problems.IndexOutOfRange(node.Key.Place.Span, at.Whole, taint.IsSecret ? null : x.Items.Length),
            (Value.Row, Value.Text name) => Field(list, name.Content, node.Target.Place.Words, node.Key.Place, taint),
            (Value.List or Value.Unknown, _) => Problems.WrongType(node.Key.Place.Span, node.Key.Place.Words, ValueText.Kind(index), "an integer", "elements are counted from 0: `[0]`"),
            (Value.Row, _) => Problems.WrongType(node.Key.Place.Span, node.Key.Place.Words, ValueText.Kind(index), "text", "a row's members have names: `.name`"),
            _ => Problems.WrongType(node.Target.Place.Span, node.Target.Place.Words, ValueText.Kind(list), "a list", "only lists have elements"),
        };
    }

    /// <summary>Where only types are known: how many elements there are is not, nor which one is meant.</summary>
    private static Evaluated Supposed(Value list, Value index, Node.Index node, Taint taint) => (Typed.Sample(list), Typed.Sample(index)) switch
    {
        (Value.Unknown, Value.Unknown or Value.Integer or Value.Text) or (Value.List or Value.Row, Value.Unknown) => Typed.Any,
        (Value.List, Value.Integer) => Typed.ElementOf(list),
        (Value.Row, Value.Text) when index is Value.Unknown => Typed.Any,
        var (x, y) => Element(x, y, node, taint),
    };

    /// <summary>How many rows a query has returned, where `row` and `value` would be of the only one.</summary>
    private static int? Several(Value.Row result, string name) =>
        name is "row" or "value" && result["affected"] is not null && result["rows"] is Value.List { Items.Length: > 1 and var rows } ? rows : null;

    /// <summary>Null where there is no such member.</summary>
    private static Value? Found(Value target, string name) => target switch
    {
        Value.Unknown { Like: { } like } => Found(like, name),
        Value.Unknown or Value.Missing => target,
        Value.Row row => row[name],
        _ => null,
    };

    /// <summary>Whether two columns of a result have the name, so that nobody could say which one is meant.</summary>
    private static bool IsTwice(Value target, string name)
    {
        var found = 0;
        foreach (var field in (Typed.Sample(target) as Value.Row)?.Fields ?? [])
        {
            found += field.Name == name && field.Value is Value.Cell or Value.Null or Value.Secret or Value.Unknown { Like: null } ? 1 : 0;
        }

        return found > 1;
    }

    private static Evaluated Field(Value target, string name, string owner, Place nameAt, Taint taint) => target switch
    {
        _ when IsTwice(target, name) => Problems.ColumnTwice(nameAt.Span, owner, name),
        _ when Found(target, name) is { } value => value,
        Value.Unknown { Like: { } like } => Field(like, name, owner, nameAt, taint),
        Value.Row { IsJson: true } row => new Value.Missing(taint.IsSecret ? $"`{owner}` has no `{name}`" : $"`{owner}` has no `{name}`; {Suggestion.Hint(name, [.. row.Fields.Select(field => field.Name)], "members")}"),
        Value.Row row => Problems.UnknownMember(nameAt.Span, owner, name, taint.IsSecret ? null : [.. row.Fields.Select(field => field.Name)], taint.IsSecret ? null : Several(row, name)),
        Value.List => Problems.NoMembers(nameAt.Span, owner, "a list", name is "size" or "length" or "count"
            ? $"write `size({owner})`"
            : $"take an element, `[0]`, or all of them, `map(…, '{name}')`"),
        Value.Null => Problems.NoMembers(nameAt.Span, owner, "null", "test it first: `a == null ? … : a.b`"),
        _ => Problems.NoMembers(nameAt.Span, owner, ValueText.Kind(target), null),
    };
}
