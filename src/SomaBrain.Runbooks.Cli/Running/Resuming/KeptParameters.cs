using SomaBrain.Runbooks.Cli.Running.Prompting;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Running.Resuming;

/// <summary>The parameters of a run as they were; a secret is fetched again from where it came.</summary>
internal static class KeptParameters
{
    /// <param name="marks">Tells a secret that is another one now.</param>
    /// <param name="mayDiffer">A person said why it may be.</param>
    public static Dictionary<string, Value> Restore(JournalEvent.RunOpened opened, Playbook playbook, Marks marks, bool mayDiffer, bool noColor, DiagnosticBag problems)
    {
        var parameters = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var declared in playbook.Parameters)
        {
            if (opened.Parameters.FirstOrDefault(one => one.Name == declared.Name) is not { } kept)
            {
                Add(declared, declared.Default ?? new Value.Missing("it was not there when the run began"));
                continue;
            }

            if (kept.Source is not { } from)
            {
                Add(declared, kept.Value);
                continue;
            }

            var (text, why) = Typed(declared, noColor) ?? SecretSources.Read(declared.Source!);
            if (text is null)
            {
                problems.Add(Problems.SecretNotThere(declared.Span, declared.Name, from, why!));
                continue;
            }

            var secret = new Value.Secret($"params.{declared.Name}", new Value.Text(text));
            if (!mayDiffer && Marks.Differ(kept.Mark, marks.Of(secret)))
            {
                problems.Add(Problems.AnotherSecret(declared.Span, declared.Name, opened.Run));
            }

            Add(declared, secret);
        }

        return parameters;

        void Add(Parameter parameter, Value value) => parameters[parameter.Name] = value;
    }

    /// <summary>A secret that was typed is typed again: nothing kept it.</summary>
    public static (string? Text, string? Why)? Typed(Parameter parameter, bool noColor) => parameter.Source is SecretSource.Prompt && TerminalKeyboard.IsThere
        ? (Terminals.Ask(ParameterQuestions.Of(parameter, $"params.{parameter.Name}", null, parameter.Name), noColor, CancellationToken.None).Text, "it was not typed")
        : null;
}
