using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Values;

/// <summary>
/// A value of the expression language. Closed: the records below are all there are. Secrecy and not-knowing are values
/// themselves, so that no operator can lose them.
/// </summary>
public abstract record Value
{
    private Value()
    {
    }

    /// <summary>Nothing can be computed from it yet, secret or not.</summary>
    public bool IsUnknown => AsUnknown is not null;

    /// <summary>What is not known yet, also under a secret's cover.</summary>
    public Unknown? AsUnknown => this as Unknown ?? (this as Secret)?.Inner as Unknown;

    /// <summary>SQL's and YAML's null: `== != ??` only. One null is as good as another.</summary>
    /// <param name="SqlType">Of a null that PostgreSQL gave, its type as <see cref="Cell"/> has it.</param>
    public sealed record Null(string? SqlType = null) : Value
    {
        public static readonly Null Instance = new();

        public bool Equals(Null? other) => other is not null;

        public override int GetHashCode() => 0;
    }

    /// <summary>A member that is not there (of a skipped step, of no row): `??` takes the other side, all else is an error.</summary>
    public sealed record Missing(string Why) : Value;

    public sealed record Boolean(bool Is) : Value;

    /// <summary>A whole number of 64 bits.</summary>
    public sealed record Integer(long Whole) : Value;

    /// <summary>A decimal number; never NaN nor infinite.</summary>
    public sealed record Number(decimal Amount) : Value;

    public sealed record Text(string Content) : Value;

    /// <summary>A moment in UTC, to the microsecond.</summary>
    public sealed record Timestamp(DateTimeOffset At) : Value;

    public sealed record Duration(TimeSpan Length) : Value;

    /// <summary>A number of bytes, written `64MiB`.</summary>
    public sealed record Size(long Count) : Value;

    public sealed record Bytes(ImmutableArray<byte> Content) : Value
    {
        public bool Equals(Bytes? other) => other is not null && Content.AsSpan().SequenceEqual(other.Content.AsSpan());

        public override int GetHashCode() => Content.Length;
    }

    public sealed record List(ImmutableArray<Value> Items) : Value
    {
        public bool Equals(List? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Length;
    }

    /// <summary>Named fields in order; a row of a result, a step's results, an element of parsed JSON.</summary>
    public sealed record Row(ImmutableArray<Field> Fields) : Value
    {
        /// <summary>Of parsed JSON, whose writer may leave a member out: one that is not there is missing, and no mistake of the playbook.</summary>
        public bool IsJson { get; init; }

        public Value? this[string name]
        {
            get
            {
                foreach (var field in Fields)
                {
                    if (field.Name == name)
                    {
                        return field.Value;
                    }
                }

                return null;
            }
        }

        public bool Equals(Row? other) => other is not null && Fields.SequenceEqual(other.Fields);

        public override int GetHashCode() => Fields.Length;
    }

    /// <summary>
    /// A value as PostgreSQL gave it: its text with every digit, and its type, so that it can be bound back unchanged.
    /// Expressions see <paramref name="Scalar"/>.
    /// </summary>
    /// <param name="Content">PostgreSQL's own text form.</param>
    /// <param name="SqlType">The type as it can stand after `::`, quoted and schema-qualified where needed
    /// (`pg_catalog.timestamptz`, `public.mood`); null when it cannot be bound back (an anonymous record).</param>
    /// <param name="Scalar">The value an expression computes with.</param>
    public sealed record Cell(string Content, string? SqlType, Value Scalar) : Value;

    /// <summary>
    /// A value that must never be shown, known by the name of its source (`params.password`; `a, b` when computed from
    /// several). Always the outermost: its inner value may be unknown, but no secret.
    /// </summary>
    public sealed record Secret(string Name, Value Inner) : Value
    {
        /// <summary>Of text that only holds a secret somewhere: the text with `***` there, for journal and views. No expression sees it.</summary>
        public string? Masked { get; init; }

        public override string ToString() => $"Secret {{ {Name} }}";
    }

    /// <summary>A value that a dry run cannot know. <paramref name="Until"/> is what will tell it: "step batch".</summary>
    public sealed record Unknown(string Until) : Value
    {
        /// <summary>Some value of its type, where that is known before the run.</summary>
        public Value? Like { get; init; }

        /// <summary>Or null: of a type that is known.</summary>
        public bool MayBeNull { get; init; }
    }
}
