using SomaBrain.Runbooks.Expressions.Syntax;

namespace SomaBrain.Runbooks.Linting.Logic;

/// <summary>A condition as `&amp;&amp;`, `||` and `!` over parts that are not looked into.</summary>
internal abstract class Formula
{
    /// <summary>Above it a condition is not thought about: the work doubles with each part.</summary>
    public const int Largest = 200;

    public static readonly Formula True = new Truth(true);
    public static readonly Formula False = new Truth(false);

    private Formula(int size) => Size = size;

    /// <summary>How many nodes it has.</summary>
    public int Size { get; }

    public sealed class Truth(bool @is) : Formula(1)
    {
        public bool Is => @is;
    }

    /// <param name="key">The same for the same condition, however it is written.</param>
    /// <param name="subject">What is compared with a constant, and with which; null for every other condition.</param>
    public sealed class Atom(string key, Node? node, Comparison? subject) : Formula(1)
    {
        public string Key => key;

        public Node? Node => node;

        public Comparison? Subject => subject;
    }

    public sealed class Negation(Formula inner) : Formula(inner.Size + 1)
    {
        public Formula Inner => inner;
    }

    public sealed class Conjunction(Formula left, Formula right) : Formula(left.Size + right.Size + 1)
    {
        public Formula Left => left;

        public Formula Right => right;
    }

    public sealed class Disjunction(Formula left, Formula right) : Formula(left.Size + right.Size + 1)
    {
        public Formula Left => left;

        public Formula Right => right;
    }

    /// <summary>Its parts, one as often as it stands there.</summary>
    public IEnumerable<Atom> Atoms() => this switch
    {
        Atom atom => [atom],
        Negation x => x.Inner.Atoms(),
        Conjunction x => x.Left.Atoms().Concat(x.Right.Atoms()),
        Disjunction x => x.Left.Atoms().Concat(x.Right.Atoms()),
        _ => [],
    };

    public static Formula Not(Formula inner) => inner switch
    {
        Truth truth => truth.Is ? False : True,
        Negation negation => negation.Inner,
        _ => new Negation(inner),
    };

    public static Formula And(Formula left, Formula right) =>
        ReferenceEquals(left, right) ? left
        : (left, right) switch
        {
            (Truth { Is: true }, _) => right,
            (_, Truth { Is: true }) => left,
            (Truth, _) => left,
            (_, Truth) => right,
            _ => new Conjunction(left, right),
        };

    public static Formula Or(Formula left, Formula right) =>
        ReferenceEquals(left, right) ? left
        : (left, right) switch
        {
            (Truth { Is: false }, _) => right,
            (_, Truth { Is: false }) => left,
            (Truth, _) => left,
            (_, Truth) => right,
            _ => new Disjunction(left, right),
        };

    /// <summary>The first where the condition holds, the second where it does not.</summary>
    public static Formula Either(Formula condition, Formula then, Formula otherwise) =>
        ReferenceEquals(then, otherwise) ? then : And(Or(Not(condition), then), Or(condition, otherwise));
}
