using SomaBrain.Runbooks.Expressions.Lexing;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Expressions.Syntax;

/// <summary>
/// Reads by itself what most expressions are: names with their members and literals, alone, before a filter, or with operators and
/// parentheses between them. Scriban finds the same tree in them, which a test compares, but takes ten times as long and 4 KiB for each.
/// Whatever else is written is for Scriban, and every mistake too.
/// </summary>
internal ref struct ShortExpression(MappedText text, IReadOnlyDictionary<int, Literal> literals)
{
    private const int MostMembers = 16;

    /// <summary>Of more the parser says when they are too deep.</summary>
    private const int MostOperators = 16;

    private const int DeepestParentheses = 4;

    private readonly string _content = text.Content;
    private int _at;
    private int _operators;
    private int _parentheses;

    private readonly bool IsAtEnd => _at == _content.Length;

    /// <summary>Null when it is none of these.</summary>
    /// <param name="filtered">Whether a filter of SQL may end it.</param>
    /// <param name="filter">The one that does.</param>
    public Node? Read(bool filtered, out SqlFilter? filter)
    {
        filter = null;
        var whole = Chain(0);
        if (whole is not null && filtered && !IsAtEnd && _operators == 0 && _content[_at] == '|' && SqlFilters.ByName.TryGetValue(_content[(_at + 1)..].Trim(), out var found))
        {
            filter = found;
            _at = _content.Length;
        }

        return IsAtEnd ? whole?.Node : null;
    }

    /// <summary>Operands, with operators between them that bind more tightly than one before them.</summary>
    private Part? Chain(int least)
    {
        var left = Operand();
        while (left is not null && Operator() is { } sign && Binding(sign) is var binding && binding > least)
        {
            _at += Symbols.Of(sign).Length;
            left = ++_operators <= MostOperators && Chain(binding) is { } right && (sign != BinaryOperator.Coalesce || !(Decides(left) || Decides(right)))
                ? new(new Node.Binary(sign, left.Node, right.Node, new(text, left.Start, right.End)), left.Start, right.End)
                : null;
        }

        return left;
    }

    private static bool Decides(Part part) => part is { IsEnclosed: false, Node: Node.Binary binary } && Symbols.Decides(binary.Operator);

    /// <summary>With the blanks around it.</summary>
    private Part? Operand()
    {
        SkipBlanks();
        var start = _at;
        Part? operand = null;
        if (!IsAtEnd && _content[start] == '(')
        {
            operand = Enclosed();
        }
        else if (!literals.TryGetValue(start, out var literal))
        {
            operand = Path(start) is { } path ? new(path, start, _at) : null;
        }
        else if (!NumberLiteral.IsBeyond(literal.Value))
        {
            _at = literal.End;
            operand = new(new Node.Constant(literal.Value, new(text, start, _at)), start, _at);
        }

        SkipBlanks();
        return operand;
    }

    private Part? Enclosed()
    {
        var start = _at++;
        if (_parentheses == DeepestParentheses)
        {
            return null;
        }

        _parentheses++;
        var inner = Chain(0);
        _parentheses--;
        return inner is not null && !IsAtEnd && _content[_at++] == ')' ? new(inner.Node, start, _at) { IsEnclosed = true } : null;
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

    /// <summary>The next one; of two that begin alike the longer one.</summary>
    private readonly BinaryOperator? Operator()
    {
        if (IsAtEnd)
        {
            return null;
        }

        var next = _at + 1 < _content.Length ? _content[_at + 1] : ' ';
        return (_content[_at], next) switch
        {
            ('|', '|') => BinaryOperator.Or,
            ('&', '&') => BinaryOperator.And,
            ('?', '?') => BinaryOperator.Coalesce,
            ('=', '=') => BinaryOperator.Equal,
            ('!', '=') => BinaryOperator.NotEqual,
            ('<', '=') => BinaryOperator.LessOrEqual,
            ('<', _) => BinaryOperator.Less,
            ('>', '=') => BinaryOperator.GreaterOrEqual,
            ('>', _) => BinaryOperator.Greater,
            ('*', _) => BinaryOperator.Multiply,
            ('/', _) => BinaryOperator.Divide,
            ('%', _) => BinaryOperator.Remainder,
            ('+', _) => BinaryOperator.Add,
            ('-', _) => BinaryOperator.Subtract,
            _ => null,
        };
    }

    /// <summary>How tightly it binds, as in Scriban.</summary>
    private static int Binding(BinaryOperator binary) => binary switch
    {
        BinaryOperator.Coalesce => 1,
        BinaryOperator.Or => 2,
        BinaryOperator.And => 3,
        BinaryOperator.Equal or BinaryOperator.NotEqual => 4,
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => 5,
        BinaryOperator.Add or BinaryOperator.Subtract => 6,
        _ => 7,
    };

    private void SkipBlanks()
    {
        while (!IsAtEnd && _content[_at] is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }

    /// <summary>What was read, and from where to where: parentheses around it belong to it.</summary>
    private sealed class Part(Node node, int start, int end)
    {
        public Node Node => node;

        public int Start => start;

        public int End => end;

        public bool IsEnclosed { get; init; }
    }
}
