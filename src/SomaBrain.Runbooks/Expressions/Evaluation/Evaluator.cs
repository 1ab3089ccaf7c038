using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions.Evaluation.Tainting;
using SomaBrain.Runbooks.Expressions.Functions;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Evaluation;

/// <summary>Walks the tree. The tree is at most as deep as the parser allowed.</summary>
/// <param name="scope">What names mean.</param>
/// <param name="found">When given, both sides of everything are evaluated, and what is wrong goes here and counts as unknown.</param>
internal sealed class Evaluator(IScope scope, DiagnosticBag? found)
{
    private static readonly Value.Unknown Wrong = new("a correction of the playbook");

    private bool Checking => found is not null;

    /// <summary>The value of a whole expression, where missing is an error.</summary>
    public Evaluated Whole(Node node) => Needed(node);

    private Evaluated Evaluate(Node node)
    {
        var result = node switch
        {
            Node.Constant x => x.Value,
            Node.Name x => Named(x),
            Node.Member x => Member(x),
            Node.Index x => Index(x),
            Node.Not x => Not(x),
            Node.Negate x => Negate(x),
            Node.Binary { Operator: BinaryOperator.Coalesce } x => Coalesce(x),
            Node.Binary { Operator: BinaryOperator.And or BinaryOperator.Or } x => Logic(x),
            Node.Binary x => Binary(x),
            Node.Conditional x => Conditional(x),
            Node.Call x => Call(x),
            Node.List x => List(x),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (result.Problem is { } problem && found is not null)
        {
            found.Add(problem);
            return Wrong;
        }

        return result;
    }

    private Evaluated Needed(Node node)
    {
        var result = Evaluate(node);
        if (result.Value is not Value.Missing missing)
        {
            return result;
        }

        var problem = Problems.ValueMissing(node.Place.Span, node.Place.Words, missing.Why);
        found?.Add(problem);
        return Checking ? Wrong : problem;
    }

    private Evaluated Named(Node.Name node)
    {
        if (scope.IsRoot(node.Word))
        {
            return Problems.RootAlone(node.Place.Span, node.Word, [.. scope.Members(node.Word)]);
        }

        return scope.Name(node.Word) is { } value
            ? value
            : Problems.UnknownName(node.Place.Span, node.Word, [.. scope.Names], FunctionList.Find(node.Word)?.Signature);
    }

    private Evaluated Member(Node.Member node)
    {
        if (node.Target is Node.Name { Word: var root } && scope.IsRoot(root))
        {
            return scope.Member(root, node.Word) is { } value
                ? value
                : Problems.UnknownMember(node.WordAt.Span, root, node.Word, [.. scope.Members(root)]);
        }

        var target = Evaluate(node.Target);
        return target.Ok ? Access.Member(target.Value, node) : target;
    }

    private Evaluated Index(Node.Index node)
    {
        var target = Evaluate(node.Target);
        if (!target.Ok || target.Value is Value.Missing)
        {
            return target;
        }

        var key = Needed(node.Key);
        return key.Ok ? Access.Element(target.Value, key.Value, node) : key;
    }

    private Evaluated Not(Node.Not node) => With(node.Operand, value => Conditions.Read(value, node.Operand.Place) switch
    {
        { Value: Value.Boolean x } => new Value.Boolean(!x.Is),
        { Ok: true } => Checking ? Typed.Boolean : value,
        var wrong => wrong,
    });

    private Evaluated Negate(Node.Negate node) => With(node.Operand, value => Arithmetic.Negate(value, node.Operand.Place, node.Place));

    private Evaluated Coalesce(Node.Binary node)
    {
        var left = Evaluate(node.Left);
        if (!left.Ok)
        {
            return left;
        }

        var absent = left.Value is Value.Missing or Value.Null or Value.Secret { Inner: Value.Null };
        if (!absent && !Checking)
        {
            return left;
        }

        var right = Evaluate(node.Right);
        return absent ? right
            : left.Value is Value.Unknown unknown && right.Ok ? Typed.Both(unknown.MayBeNull ? unknown with { MayBeNull = false } : unknown, right.Value)
            : left;
    }

    /// <summary>`false &amp;&amp; unknown` is false and `true || unknown` is true, whichever side is which.</summary>
    private Evaluated Logic(Node.Binary node)
    {
        var taint = new Taint();
        var deciding = node.Operator == BinaryOperator.Or;
        var left = Side(node.Left, taint);
        if (!left.Ok || (left.Value is Value.Boolean { Is: var first } && first == deciding && !Checking))
        {
            return taint.Around(left);
        }

        var right = Side(node.Right, taint);
        if (!right.Ok)
        {
            return left.Value is Value.Unknown && !Checking ? taint.Around(left) : right;
        }

        var decided = new Value.Boolean(deciding);
        return taint.Around(left.Value.Equals(decided) || right.Value.Equals(decided) ? decided
            : Checking && (left.Value is Value.Unknown || right.Value is Value.Unknown) ? Typed.Boolean
            : left.Value is Value.Unknown ? left.Value
            : right.Value);
    }

    private Evaluated Side(Node node, Taint taint)
    {
        var value = Needed(node);
        return value.Ok ? Conditions.Read(taint.Bare(value.Value), node.Place) : value;
    }

    private Evaluated Binary(Node.Binary node)
    {
        var left = Needed(node.Left);
        var right = left.Ok || Checking ? Needed(node.Right) : left;
        var at = new Operands(node.Left.Place, node.Right.Place, node.Place);
        return !left.Ok ? left
            : !right.Ok ? right
            : Checking ? Supposition.Apply(node.Operator, left.Value, right.Value, at)
            : Operators.Apply(node.Operator, left.Value, right.Value, at);
    }

    /// <summary>Both arms of an unknown condition are tried; it is known only if they agree.</summary>
    private Evaluated Conditional(Node.Conditional node)
    {
        var taint = new Taint();
        var condition = Side(node.Condition, taint);
        if (!condition.Ok)
        {
            return condition;
        }

        if (condition.Value is Value.Boolean { Is: var taken } && !Checking)
        {
            return taint.Around(Evaluate(taken ? node.Then : node.Else));
        }

        var (then, otherwise) = (Evaluate(node.Then), Evaluate(node.Else));
        return taint.Around(condition.Value is Value.Boolean { Is: var chosen } ? (chosen ? then : otherwise)
            : then.Ok && otherwise.Ok && then.Value.Equals(otherwise.Value) ? then
            : then.Ok && otherwise.Ok && Checking ? Typed.Both(then.Value, otherwise.Value)
            : Either(then, otherwise, condition.Value, taint));
    }

    private static Evaluated Either(Evaluated then, Evaluated otherwise, Value condition, Taint taint)
    {
        foreach (var arm in new[] { then, otherwise })
        {
            if (arm.Value is { } value)
            {
                taint.Bare(value);
            }
        }

        return condition;
    }

    private Evaluated Call(Node.Call node)
    {
        var taint = new Taint();
        var arguments = ImmutableArray.CreateBuilder<Value>(node.Arguments.Length);
        foreach (var argument in node.Arguments)
        {
            var value = Needed(argument);
            if (!value.Ok)
            {
                return value;
            }

            if (!node.Function.Whole && Operators.TooLong(value.Value, argument.Place) is { } problem)
            {
                return problem;
            }

            arguments.Add(node.Function.Whole ? taint.Deep(value.Value) : taint.Bare(value.Value));
        }

        if (taint.Missing is { } missing)
        {
            return Problems.ValueMissing(node.Place.Span, node.Place.Words, missing.Why);
        }

        var call = new FunctionCall(node, arguments.MoveToImmutable());
        return Checking ? Supposition.Call(call, taint.Unknown is null)
            : taint.Unknown is { } unknown ? taint.Around(unknown)
            : taint.Around(node.Function.Body(call));
    }

    private Evaluated List(Node.List node)
    {
        var items = ImmutableArray.CreateBuilder<Value>(node.Items.Length);
        foreach (var item in node.Items)
        {
            var value = Needed(item);
            if (!value.Ok)
            {
                return value;
            }

            items.Add(value.Value);
        }

        return ValueLimit.Within(new Value.List(items.MoveToImmutable()), node.Place);
    }

    private Evaluated With(Node operand, Func<Value, Evaluated> apply)
    {
        var value = Needed(operand);
        if (!value.Ok)
        {
            return value;
        }

        var taint = new Taint();
        return taint.Around(apply(taint.Bare(value.Value)));
    }
}
