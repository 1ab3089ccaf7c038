using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Call;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Running.Undoing;

/// <summary>
/// What the playbooks that a run called were given: a secret that their steps speak of is had again by way of the call, not
/// from a parameter of the run that happens to have the same name.
/// </summary>
/// <param name="parameters">Of the run.</param>
/// <param name="events">Of the run.</param>
internal sealed class EnteredCalls(IReadOnlyDictionary<string, Value> parameters, IReadOnlyList<JournalEvent> events)
{
    private static readonly Value Gone = new Value.Missing("it was not kept");

    private readonly Dictionary<string, EnteredCall> _calls = new(StringComparer.Ordinal);
    private Dictionary<string, ImmutableArray<Value>>? _given;

    /// <summary>The innermost call in which a step stood; null when it is of the run's own playbook.</summary>
    public EnteredCall? Around(Playbook playbook, KeptStep kept)
    {
        EnteredCall? around = null;
        var (steps, at) = (playbook.Steps, 0);
        var parts = UndoKey.StepOf(kept.Path).Split('.');
        while (at + 1 < parts.Length)
        {
            if (parts[at] == "finally" && at == 0)
            {
                (steps, at) = (playbook.Finally, 1);
                continue;
            }

            if (!int.TryParse(parts[at].Split('[')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > steps.Length
                || steps[number - 1].Blocks.FirstOrDefault(block => block.Arm == parts[at + 1]) is not { } block)
            {
                break;
            }

            if (steps[number - 1] is CallStep call)
            {
                var key = string.Join('.', parts[..(at + 1)]);
                around = _calls.TryGetValue(key, out var known) ? known : _calls[key] = Enter(call, key, new(around?.Callee ?? playbook, around?.Parameters ?? parameters));
            }

            (steps, at) = (block.Steps, at + 2);
        }

        return around;
    }

    private EnteredCall Enter(CallStep call, string key, ParameterScope caller)
    {
        var given = Given(key);
        var entered = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var parameter in call.Callee.Parameters)
        {
            entered[parameter.Name] = parameter.Default ?? Value.Null.Instance;
        }

        for (var i = 0; i < call.Arguments.Length; i++)
        {
            var kept = given.Length == call.Arguments.Length ? given[i] : Gone;
            entered[call.Arguments[i].Parameter.Name] = KeptSecrets.IsGone(kept) || KeptSecrets.AreIn(kept) ? Again(call.Arguments[i], caller) : kept;
        }

        return new(call.Callee, entered, key);
    }

    private static Value Again(Argument argument, ParameterScope caller)
    {
        if (argument.Constant is { } constant)
        {
            return constant;
        }

        var items = ImmutableArray.CreateBuilder<Value>();
        foreach (var text in argument.Texts)
        {
            if (text.Render(caller).Value is not { } item || KeptSecrets.IsGone(item))
            {
                return Gone;
            }

            items.Add(item);
        }

        return argument.Of(items.ToImmutable()).Value ?? Gone;
    }

    /// <summary>What a call gave, as the journal has it.</summary>
    private ImmutableArray<Value> Given(string key)
    {
        if (_given is null)
        {
            _given = new(StringComparer.Ordinal);
            foreach (var one in events)
            {
                if (one is JournalEvent.StepIntent { StepKind: CallStep.Called } intent)
                {
                    _given[intent.Step] = intent.Rendered?.Values ?? [];
                }
            }
        }

        return _given.GetValueOrDefault(key, []);
    }
}
