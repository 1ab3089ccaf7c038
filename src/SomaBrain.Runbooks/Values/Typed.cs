using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Values;

/// <summary>Values that nobody knows yet, by the type that they will have: what a check computes with before a run.</summary>
public static class Typed
{
    /// <summary>Of a type that only the run can tell.</summary>
    public static readonly Value.Unknown Any = new("the run");

    public static readonly Value.Unknown Boolean = Like(new Value.Boolean(true));
    public static readonly Value.Unknown Integer = Like(new Value.Integer(1));
    public static readonly Value.Unknown Number = Like(new Value.Number(1));
    public static readonly Value.Unknown Text = Like(new Value.Text("1"));
    public static readonly Value.Unknown Timestamp = Like(new Value.Timestamp(DateTimeOffset.UnixEpoch));
    public static readonly Value.Unknown Duration = Like(new Value.Duration(TimeSpan.FromSeconds(1)));
    public static readonly Value.Unknown Size = Like(new Value.Size(1));
    public static readonly Value.Unknown Bytes = Like(new Value.Bytes([1]));
    public static readonly Value.Unknown List = ListOf(Any);
    public static readonly Value.Unknown Texts = ListOf(Text);

    public static Value.Unknown ListOf(Value element) => Like(new Value.List([element]));

    /// <param name="fields">All that it has, none of them known.</param>
    public static Value.Unknown RowOf(ImmutableArray<Field> fields) => Like(new Value.Row(fields));

    /// <summary>Unknown, of the type of a value.</summary>
    public static Value.Unknown Of(Value? value) => value switch
    {
        Value.Boolean => Boolean,
        Value.Integer => Integer,
        Value.Number => Number,
        Value.Text => Text,
        Value.Timestamp => Timestamp,
        Value.Duration => Duration,
        Value.Size => Size,
        Value.Bytes => Bytes,
        Value.List => List,
        Value.Unknown unknown => unknown,
        _ => Any,
    };

    /// <summary>A value of the type, where that is known; else the value itself.</summary>
    public static Value Sample(Value value) => value is Value.Unknown { Like: { } like } ? like : value;

    /// <summary>What an element of a list is, where all of them are of one type.</summary>
    public static Value.Unknown ElementOf(Value? list) =>
        list is not null && Sample(list) is Value.List { Items: [var first, .. var rest] } ? rest.Aggregate(Of(first), Both) : Any;

    /// <summary>What is one or the other of two values.</summary>
    public static Value.Unknown Both(Value one, Value other)
    {
        if (one == other)
        {
            return Of(one);
        }

        var type = Of(Sample(one));
        return !ReferenceEquals(type, Of(Sample(other))) ? Any
            : one is Value.Unknown { MayBeNull: true } || other is Value.Unknown { MayBeNull: true } ? type with { MayBeNull = true }
            : type;
    }

    private static Value.Unknown Like(Value sample) => new("the run") { Like = sample };
}
