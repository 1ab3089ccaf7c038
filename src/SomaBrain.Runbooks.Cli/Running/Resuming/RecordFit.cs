using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Running.Resuming;

/// <summary>Whether a changed playbook still has each step that was carried out where it was.</summary>
internal static class RecordFit
{
    /// <summary>The first step that does not fit; null when all do.</summary>
    public static Diagnostic? Check(string run, Recorded recorded, Playbook playbook)
    {
        foreach (var (key, kind, id) in recorded.Steps)
        {
            var step = Find(playbook, key);
            if (step is null || step.Header.Keyword != kind || step.Header.Id != id)
            {
                return Problems.RecordDoesNotFit(step?.Header.Span, run, key, Words(kind, id), step is null ? null : Words(step.Header.Keyword, step.Header.Id));
            }
        }

        return null;
    }

    /// <summary>The step that a key names: `4[2].else.1`.</summary>
    private static Step? Find(Playbook playbook, string key)
    {
        var parts = Turn.Regex.Replace(key, "").Split('.');
        var (steps, at) = parts[0] == "finally" ? (playbook.Finally, 1) : (playbook.Steps, 0);
        for (Step? step = null; ; at++)
        {
            if (at >= parts.Length || !int.TryParse(parts[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > steps.Length)
            {
                return null;
            }

            step = steps[number - 1];
            if (++at == parts.Length)
            {
                return step;
            }

            if (step.Blocks.FirstOrDefault(block => block.Arm == parts[at]) is not { } arm)
            {
                return null;
            }

            steps = arm.Steps;
        }
    }

    private static string Words(string kind, string? id) => id is null ? $"`{kind}`" : $"`{kind}` with id `{id}`";

    private static readonly Pattern Turn = new(@"\[\d+\]");
}
