using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Reading;

/// <summary>What is known before the run of the values that a playbook names, each looked at once.</summary>
internal sealed class NameTypes
{
    /// <summary>Vars that stand on more others than this are a mistake.</summary>
    private const int Deepest = 50;

    private readonly Playbook _playbook;
    private readonly StepNames _steps;
    private readonly Dictionary<string, Value> _parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> _vars = new(StringComparer.Ordinal);
    private readonly Dictionary<Expression, Value> _expressions = [];
    private readonly Dictionary<Local, Value> _elements = [];
    private readonly DiagnosticBag _toldElsewhere = [];
    private int _depth;

    public NameTypes(Playbook playbook, StepNames steps)
    {
        (_playbook, _steps) = (playbook, steps);
        Awaited = new(playbook, steps);
        foreach (var parameter in playbook.Parameters)
        {
            _parameters[parameter.Name] = ParameterTypes.TypeOf(parameter);
        }

        foreach (var use in steps.Uses)
        {
            foreach (var local in use.Locals)
            {
                Ask(local.Of);
            }
        }

        foreach (var (_, output) in playbook.Outputs)
        {
            Ask(output.OnlyHole);
        }
    }

    public AwaitedSteps Awaited { get; }

    public bool HasTarget(string name)
    {
        foreach (var target in _playbook.Targets)
        {
            if (target.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    public bool HasParameter(string name) => _parameters.ContainsKey(name);

    public Value.Unknown OfParameter(string name) => Typed.Of(_parameters.GetValueOrDefault(name));

    public Value.Unknown OfVar(string name)
    {
        if (_vars.TryGetValue(name, out var known) || _depth == Deepest || !_playbook.Vars.TryGetValue(name, out var template))
        {
            return Typed.Of(known);
        }

        _vars[name] = Typed.Any; // what leads back to itself is told elsewhere
        _depth++;
        var type = template.OnlyHole is { } hole
            ? Typed.Of(ExpressionCheck.Known(hole, new StaticNames(_playbook, _steps, new(hole, null, [], []), this), _toldElsewhere))
            : Typed.Text;
        _depth--;
        _vars[name] = type;
        return type;
    }

    /// <param name="measure">What a measure is taken for; null: what is known of it.</param>
    public Value.Unknown Of(Local local, Value.Unknown? measure = null)
    {
        var type = local.IsMeasure && measure is not null ? measure
            : local.Of is not { } expression ? local.Type
            : local.IsElement ? ElementOf(local, expression)
            : Typed.Of(_expressions.GetValueOrDefault(expression));
        return !local.IsUsual ? type : (type.Like is Value.Integer ? Typed.Number : type) with { MayBeNull = true };
    }

    /// <summary>Of a text with holes that were looked at.</summary>
    public Value.Unknown Of(Template template) => template.OnlyHole is { } hole ? Typed.Of(_expressions.GetValueOrDefault(hole)) : Typed.Text;

    /// <summary>Whether a name stands for a measure of which the type is not known.</summary>
    public bool HasOpenMeasure(NameUse use)
    {
        foreach (var local in use.Locals)
        {
            if (local.IsMeasure && Of(local).Like is null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Keeps what a check has found, where it will be asked for. Null: nothing.</summary>
    public void Keep(Expression expression, Value? value)
    {
        if (value is not null && _expressions.ContainsKey(expression))
        {
            _expressions[expression] = value;
        }
    }

    private Value.Unknown ElementOf(Local local, Expression list)
    {
        if (!_elements.TryGetValue(local, out var element))
        {
            _elements[local] = element = Typed.ElementOf(_expressions.GetValueOrDefault(list));
        }

        return Typed.Of(element);
    }

    private void Ask(Expression? expression)
    {
        if (expression is not null)
        {
            _expressions[expression] = Typed.Any;
        }
    }
}
