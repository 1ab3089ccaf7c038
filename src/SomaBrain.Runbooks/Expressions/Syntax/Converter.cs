using System.Collections.Immutable;
using Scriban.Syntax;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions.Functions;
using SomaBrain.Runbooks.Expressions.Lexing;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Syntax;

/// <summary>Scriban's tree to ours, once. A node that is not named here is refused. Null means that a diagnostic was left.</summary>
internal sealed class Converter(MappedText text, IReadOnlyDictionary<int, Literal> literals, bool filtered, DiagnosticBag bag)
{
    /// <summary>The filter that ended the expression, taken off it.</summary>
    public SqlFilter? Filter { get; private set; }

    public Node? Root(ScriptExpression expression)
    {
        if (filtered && expression is ScriptPipeCall pipe)
        {
            return Pipe(pipe, true);
        }

        return Convert(expression);
    }

    private Node? Convert(ScriptExpression? expression) => expression switch
    {
        null => Refuse(null, null),
        ScriptVariableGlobal x => Name(x),
        ScriptNestedExpression x => Convert(x.Expression),
        ScriptMemberExpression x => Member(x),
        ScriptIndexerExpression x => Index(x),
        ScriptUnaryExpression x => Unary(x),
        ScriptBinaryExpression x => Binary(x),
        ScriptConditionalExpression x => Convert(x.Condition) is { } condition && Convert(x.ThenValue) is { } then && Convert(x.ElseValue) is { } otherwise
            ? new Node.Conditional(condition, then, otherwise, At(x))
            : null,
        ScriptArrayInitializerExpression x => All(x.Values) is { } items ? new Node.List(items, At(x)) : null,
        ScriptFunctionCall x => Call(x),
        ScriptPipeCall x => Pipe(x, false),
        ScriptNamedArgument => Refuse(expression, "arguments are given in order, without names"),
        _ => Refuse(expression, null),
    };

    private Node? Name(ScriptVariableGlobal variable)
    {
        if (!literals.TryGetValue(variable.Span.Start.Offset, out var literal))
        {
            return new Node.Name(variable.BaseName, At(variable));
        }

        if (NumberLiteral.IsBeyond(literal.Value))
        {
            bag.Add(Problems.BadNumber(At(variable).Span, At(variable).Words, "an integer has 64 bits"));
            return null;
        }

        return new Node.Constant(literal.Value, At(variable));
    }

    private Node.Member? Member(ScriptMemberExpression member)
    {
        if (member.Member is not ScriptVariableGlobal name)
        {
            Refuse(member.Member, null);
            return null;
        }

        var at = At(name);
        return Convert(member.Target) is { } target ? new(target, text.Content[at.Start..at.End], at, At(member)) : null;
    }

    /// <summary>`a['b']` is `a.b`, so that every name is seen before the run.</summary>
    private Node? Index(ScriptIndexerExpression indexer)
    {
        if (Convert(indexer.Target) is not { } target || Convert(indexer.Index) is not { } key)
        {
            return null;
        }

        return key is Node.Constant { Value: Value.Text name }
            ? new Node.Member(target, name.Content, key.Place, At(indexer))
            : new Node.Index(target, key, At(indexer));
    }

    private Node? Unary(ScriptUnaryExpression unary)
    {
        if (unary.Operator == ScriptUnaryOperator.Negate && unary.Right is ScriptVariableGlobal least
            && literals.TryGetValue(least.Span.Start.Offset, out var literal) && NumberLiteral.IsBeyond(literal.Value))
        {
            return new Node.Constant(new Value.Integer(long.MinValue), At(unary));
        }

        if (unary.Operator is not (ScriptUnaryOperator.Not or ScriptUnaryOperator.Negate))
        {
            return Refuse(unary, "a sign stands only before a number that is negative");
        }

        return Convert(unary.Right!) switch
        {
            null => null,
            var operand when unary.Operator == ScriptUnaryOperator.Not => new Node.Not(operand, At(unary)),
            var operand => new Node.Negate(operand, At(unary)),
        };
    }

    private Node.Binary? Binary(ScriptBinaryExpression binary)
    {
        if (OperatorOf(binary.Operator) is not { } known)
        {
            Refuse(binary, null);
            return null;
        }

        if (known == BinaryOperator.Coalesce && (Decides(binary.Left) || Decides(binary.Right)))
        {
            bag.Add(Problems.CoalesceNeedsParentheses(At(binary).Span));
            return null;
        }

        return Convert(binary.Left!) is { } left && Convert(binary.Right!) is { } right ? new(known, left, right, At(binary)) : null;
    }

    /// <summary>`a ?? 0 == 0` would be `a ?? (0 == 0)`.</summary>
    private static bool Decides(ScriptExpression? side) =>
        side is ScriptBinaryExpression inner && OperatorOf(inner.Operator) is { } known && Symbols.Decides(known);

    private Node.Call? Call(ScriptFunctionCall call)
    {
        if (!call.ExplicitCall)
        {
            bag.Add(Problems.OperatorMissing(At(call).Span, At(call).Words));
            return null;
        }

        return All(call.Arguments) is { } arguments ? Apply(call.Target, arguments, At(call)) : null;
    }

    private Node? Pipe(ScriptPipeCall pipe, bool filter)
    {
        List<ScriptExpression> stages = [pipe.From!];
        var to = pipe.To!;
        for (; to is ScriptPipeCall more; to = more.To!)
        {
            stages.Add(more.From!);
        }

        stages.Add(to);
        if (filter && stages[^1] is ScriptFunctionCall { Target: ScriptVariableGlobal last, Arguments.Count: 0, ExplicitCall: false }
            && SqlFilters.ByName.TryGetValue(last.BaseName, out var found))
        {
            Filter = found;
            stages.RemoveAt(stages.Count - 1);
        }

        var value = Convert(stages[0]);
        foreach (var stage in stages.Skip(1))
        {
            value = value is null ? null : Stage(value, stage);
        }

        return value;
    }

    private Node.Call? Stage(Node value, ScriptExpression stage)
    {
        if (stage is not ScriptFunctionCall { Target: ScriptVariableGlobal } call || (!call.ExplicitCall && call.Arguments.Count > 0))
        {
            bag.Add(Problems.PipeNeedsFunction(At(stage).Span));
            return null;
        }

        return All(call.Arguments) is { } arguments ? Apply(call.Target, [value, .. arguments], At(call)) : null;
    }

    private Node.Call? Apply(ScriptExpression? target, ImmutableArray<Node> arguments, Place at)
    {
        if (target is not ScriptVariableGlobal name || literals.ContainsKey(name.Span.Start.Offset))
        {
            bag.Add(Problems.NotAFunction(At(target!).Span, At(target!).Words));
            return null;
        }

        if (FunctionList.Find(name.BaseName) is not { } function)
        {
            bag.Add(SqlFilters.ByName.ContainsKey(name.BaseName)
                ? Problems.FilterMisplaced(At(name).Span, name.BaseName, filtered)
                : filtered ? Problems.UnknownFunction(At(name).Span, name.BaseName, [.. FunctionList.Names, .. SqlFilters.ByName.Keys], "functions and filters")
                : Problems.UnknownFunction(At(name).Span, name.BaseName, FunctionList.Names, "functions"));
            return null;
        }

        if (arguments.Length < function.Fewest || arguments.Length > function.Most)
        {
            bag.Add(Problems.WrongArity(at.Span, function.Name, arguments.Length, function.Signature));
            return null;
        }

        return new(function, arguments, at);
    }

    private ImmutableArray<Node>? All(IEnumerable<ScriptExpression> expressions)
    {
        var all = ImmutableArray.CreateBuilder<Node>();
        foreach (var expression in expressions)
        {
            if (Convert(expression) is not { } node)
            {
                return null;
            }

            all.Add(node);
        }

        return all.DrainToImmutable();
    }

    private static BinaryOperator? OperatorOf(ScriptBinaryOperator binary) => binary switch
    {
        ScriptBinaryOperator.Or => BinaryOperator.Or,
        ScriptBinaryOperator.And => BinaryOperator.And,
        ScriptBinaryOperator.EmptyCoalescing => BinaryOperator.Coalesce,
        ScriptBinaryOperator.CompareEqual => BinaryOperator.Equal,
        ScriptBinaryOperator.CompareNotEqual => BinaryOperator.NotEqual,
        ScriptBinaryOperator.CompareLess => BinaryOperator.Less,
        ScriptBinaryOperator.CompareLessOrEqual => BinaryOperator.LessOrEqual,
        ScriptBinaryOperator.CompareGreater => BinaryOperator.Greater,
        ScriptBinaryOperator.CompareGreaterOrEqual => BinaryOperator.GreaterOrEqual,
        ScriptBinaryOperator.Add => BinaryOperator.Add,
        ScriptBinaryOperator.Subtract => BinaryOperator.Subtract,
        ScriptBinaryOperator.Multiply => BinaryOperator.Multiply,
        ScriptBinaryOperator.Divide => BinaryOperator.Divide,
        ScriptBinaryOperator.Modulus => BinaryOperator.Remainder,
        _ => null,
    };

    private Node? Refuse(ScriptNode? node, string? hint)
    {
        bag.Add(node is null
            ? Problems.ExpressionEndsEarly(text.Whole)
            : Problems.NotInLanguage(At(node).Span, At(node).Words, hint));
        return null;
    }

    /// <summary>Scriban's offsets are of the text it was given and include the last character.</summary>
    private Place At(ScriptNode node)
    {
        var start = Math.Clamp(node.Span.Start.Offset, 0, text.Content.Length);
        return new(text, start, Math.Clamp(End(node), Math.Min(start + 1, text.Content.Length), text.Content.Length));
    }

    /// <summary>Some calls end before their parenthesis, and some pipes at 0.</summary>
    private static int End(ScriptNode node) => Math.Max(node.Span.End.Offset + 1, node switch
    {
        ScriptFunctionCall { CloseParen: { } close } => End(close),
        ScriptBinaryExpression { Right: { } right } => End(right),
        ScriptConditionalExpression { ElseValue: { } last } => End(last),
        ScriptUnaryExpression { Right: { } operand } => End(operand),
        ScriptPipeCall { To: { } to } => End(to),
        _ => 0,
    });
}
