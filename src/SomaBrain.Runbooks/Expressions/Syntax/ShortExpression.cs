using SomaBrain.Runbooks.Expressions.Lexing;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Expressions.Syntax;

/// <summary>
/// Reads by itself what most expressions are: a name with its members or a literal, alone, before a filter, or compared with another one,
/// and several such comparisons joined by one and the same of `&amp;&amp;` and `||`. Scriban finds the same tree in them, which a test
/// compares, but takes ten times as long and 4 KiB for each. Whatever else is written is for Scriban, and every mistake too.
/// </summary>
internal ref struct ShortExpression(MappedText text, IReadOnlyDictionary<int, Literal> literals)
{
    private const int MostMembers = 16;

    /// <summary>Of more the parser says when they are too deep.</summary>
    private const int MostComparisons = 16;

    /// <summary>Those that bind no sign of their operand; of two that begin alike the longer one first.</summary>
    private static readonly BinaryOperator[] Operators =
    [
        BinaryOperator.Equal, BinaryOperator.NotEqual, BinaryOperator.LessOrEqual, BinaryOperator.GreaterOrEqual, BinaryOperator.Less, BinaryOperator.Greater,
        BinaryOperator.And, BinaryOperator.Or, BinaryOperator.Coalesce,
    ];

    private readonly string _content = text.Content;
    private int _at;

    private readonly bool IsAtEnd => _at == _content.Length;

    /// <summary>Null when it is none of these.</summary>
    /// <param name="filtered">Whether a filter of SQL may end it.</param>
    /// <param name="filter">The one that does.</param>
    public Node? Read(bool filtered, out SqlFilter? filter)
    {
        filter = null;
        if (Operand() is not { } left)
        {
            return null;
        }

        if (IsAtEnd)
        {
            return left;
        }

        if (filtered && _content[_at] == '|' && SqlFilters.ByName.TryGetValue(_content[(_at + 1)..].Trim(), out var found))
        {
            filter = found;
            return left;
        }

        if (Operator() is not { } known)
        {
            return null;
        }

        if (known == BinaryOperator.Coalesce)
        {
            return Operand() is { } other && IsAtEnd ? Binary(known, left, other) : null;
        }

        return IsJoint(known) ? Joined(left, known)
            : Operand() is not { } right ? null
            : IsAtEnd ? Binary(known, left, right)
            : Operator() is { } joint && IsJoint(joint) ? Joined(Binary(known, left, right), joint)
            : null;
    }

    /// <summary>What follows the first of several comparisons and the sign behind it; all signs between them are the same.</summary>
    private Node? Joined(Node first, BinaryOperator joint)
    {
        var all = first;
        for (var count = 1; count < MostComparisons && Operand() is { } next; count++)
        {
            var sign = IsAtEnd ? null : Operator();
            if (sign is { } compares && !IsJoint(compares) && compares != BinaryOperator.Coalesce)
            {
                if (Operand() is not { } right)
                {
                    return null;
                }

                next = Binary(compares, next, right);
                sign = IsAtEnd ? null : Operator();
            }

            all = Binary(joint, all, next);
            if (IsAtEnd && sign is null)
            {
                return all;
            }

            if (sign != joint)
            {
                return null;
            }
        }

        return null;
    }

    private readonly Node.Binary Binary(BinaryOperator sign, Node left, Node right) => new(sign, left, right, new(text, left.Place.Start, right.Place.End));

    private static bool IsJoint(BinaryOperator sign) => sign is BinaryOperator.And or BinaryOperator.Or;

    /// <summary>With the blanks around it.</summary>
    private Node? Operand()
    {
        SkipBlanks();
        var start = _at;
        Node? operand = null;
        if (!literals.TryGetValue(start, out var literal))
        {
            operand = Path(start);
        }
        else if (!NumberLiteral.IsBeyond(literal.Value))
        {
            _at = literal.End;
            operand = new Node.Constant(literal.Value, new(text, start, _at));
        }

        SkipBlanks();
        return operand;
    }

    private Node? Path(int start)
    {
        Node? path = Word() is { } name ? new Node.Name(name, new(text, start, _at)) : null;
        for (var members = 0; path is not null && !IsAtEnd && _content[_at] == '.'; members++)
        {
            var from = ++_at;
            path = members < MostMembers && Word() is { } member ? new Node.Member(path, member, new(text, from, _at), new(text, start, _at)) : null;
        }

        return path;
    }

    private string? Word()
    {
        var start = _at;
        while (!IsAtEnd && (char.IsAsciiLetterOrDigit(_content[_at]) || _content[_at] == '_'))
        {
            _at++;
        }

        return _at > start ? KnownWords.Of(_content.AsSpan(start, _at - start)) : null;
    }

    private BinaryOperator? Operator()
    {
        foreach (var known in Operators)
        {
            if (_content.AsSpan(_at).StartsWith(Symbols.Of(known)))
            {
                _at += Symbols.Of(known).Length;
                return known;
            }
        }

        return null;
    }

    private void SkipBlanks()
    {
        while (!IsAtEnd && _content[_at] is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }
}
