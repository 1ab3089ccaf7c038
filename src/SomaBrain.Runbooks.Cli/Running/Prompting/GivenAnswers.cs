using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Replaying;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Running.Prompting;

/// <summary>`--answer ID=VALUE`, by the id of a step that asks, or its path with the turns of the loops around it.</summary>
/// <param name="recorded">What was answered before; an answer to that is not used.</param>
internal sealed class GivenAnswers(Playbook playbook, Recorded recorded, DiagnosticBag problems)
{
    private readonly HashSet<string> _loops = [.. playbook.AllSteps.Where(step => step.Header.Loop is not null).Select(step => step.Header.Path)];
    private readonly List<KeyValuePair<string, string>> _answers = [];

    public IReadOnlyList<KeyValuePair<string, string>> Read(IReadOnlyList<string> texts)
    {
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                problems.Add(Problems.AnswerNotGiven(text));
            }
            else
            {
                Add(text[..equals], text[(equals + 1)..]);
            }
        }

        return _answers;
    }

    private void Add(string id, string answer)
    {
        var meant = playbook.AllSteps.Where(step => AnswerName.MayMean(id, step.Header, _loops)).ToList();
        if (meant.FirstOrDefault(step => step.NeedsId) is not { } step)
        {
            List<string> known = [.. playbook.AllSteps.Where(step => step.NeedsId).Select(step => step.Header.Name)];
            problems.Add(Problems.AnswerToNothing(id, known, meant is [{ Header: var other }, ..] ? $"step `{other.Name}` is `{other.Keyword}`, and only an `ask` takes an answer" : null));
            return;
        }

        var key = id == step.Header.Name ? step.Header.Path : id;
        if (Before(step, key) is { } before && ValueText.Of(before) != answer)
        {
            problems.Add(Problems.AnswerToNothing(id, null, $"step `{step.Header.Name}` was answered with `{ValueText.Of(before)}` before"));
        }
        else if (!IsInLoop(step.Header.Path) && _answers.Any(one => AnswerName.MayMean(one.Key, step.Header, _loops)))
        {
            problems.Add(Problems.AnswerToNothing(id, null, $"step `{step.Header.Name}` asks once, and has an answer"));
        }

        _answers.Add(new(id, answer));
    }

    /// <summary>What was answered already: the step is done with it, or was torn off behind it.</summary>
    private Value? Before(Step step, string key) =>
        recorded.Answer(key)?.Answer ?? (recorded.Outcome(step.Header, key) as Outcome.Succeeded)?.Result["value"];

    private bool IsInLoop(string path) => _loops.Any(loop => path == loop || path.StartsWith($"{loop}.", StringComparison.Ordinal));
}
