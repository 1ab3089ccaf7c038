using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Running.Prompting;

/// <summary>`--answer ID=VALUE`, by the id of a step, or its path with the turns of the loops around it.</summary>
internal static class GivenAnswers
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(IReadOnlyList<string> texts, Playbook playbook, DiagnosticBag problems)
    {
        List<KeyValuePair<string, string>> answers = [];
        var names = playbook.AllSteps.Select(step => step.Header.Name).ToList();
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                problems.Add(Problems.AnswerNotGiven(text));
                continue;
            }

            var id = text[..equals];
            if (!names.Contains(id) && !playbook.AllSteps.Any(step => step.Header.Path == WithoutTurns(id)))
            {
                problems.Add(Problems.AnswerToNothing(id, names));
            }

            answers.Add(new(id, text[(equals + 1)..]));
        }

        return answers;
    }

    /// <summary>`4[2].1` is a turn of the step `4.1`.</summary>
    private static string WithoutTurns(string key) => string.Concat(key.Split('[').Select((part, i) => i == 0 ? part : part[(part.IndexOf(']', StringComparison.Ordinal) + 1)..]));
}
