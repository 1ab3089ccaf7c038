using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Journaling.Canonical;

/// <summary>
/// JSON as the journal has it. Closed, and smaller than JSON: a number is a whole number within ±(2^53 − 1); greater ones
/// and all decimals are strings, so that no reader rounds them.
/// </summary>
public abstract record Json
{
    /// <summary>2^53 − 1, the greatest whole number that every JSON reader keeps.</summary>
    public const long Greatest = (1L << 53) - 1;

    private Json()
    {
    }

    public sealed record Null : Json
    {
        public static readonly Null Instance = new();
    }

    public sealed record Boolean(bool Is) : Json;

    /// <summary>Within ±<see cref="Greatest"/>; else a <see cref="Text"/>.</summary>
    public sealed record Integer : Json
    {
        public Integer(long whole)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(whole, Greatest);
            ArgumentOutOfRangeException.ThrowIfLessThan(whole, -Greatest);
            Whole = whole;
        }

        public long Whole { get; }
    }

    public sealed record Text(string Content) : Json;

    public sealed record Array(ImmutableArray<Json> Items) : Json
    {
        public bool Equals(Array? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Length;
    }

    /// <summary>Members in written order; no name twice.</summary>
    public sealed record Object(ImmutableArray<Member> Members) : Json
    {
        public Json? this[string name] => Members.FirstOrDefault(m => m.Name == name)?.Value;

        public bool Equals(Object? other) => other is not null && Members.SequenceEqual(other.Members);

        public override int GetHashCode() => Members.Length;
    }

    public sealed record Member(string Name, Json Value);
}
