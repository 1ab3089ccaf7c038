using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Running.Resuming;

/// <summary>Which steps a person means by `--resolve`.</summary>
internal static class OpenSteps
{
    /// <summary>A step is named by its place, or by its id where that is open once.</summary>
    public static Resolutions Resolve(string run, Recorded recorded, ResumeRequest request, string by, DiagnosticBag problems)
    {
        List<string> open = [.. recorded.OpenSteps, .. recorded.DoubtedReads];
        var said = new Dictionary<string, Resolution>(StringComparer.Ordinal);
        foreach (var (name, resolution) in request.Resolve)
        {
            var meant = open.Contains(name, StringComparer.Ordinal) ? [name]
                : recorded.Steps.Where(step => step.Id == name && open.Contains(step.Key, StringComparer.Ordinal)).Select(step => step.Key).ToList();
            if (meant is [var key])
            {
                if (!said.TryAdd(key, resolution))
                {
                    problems.Add(Problems.ResolvedTwice(run, key));
                }
            }
            else
            {
                problems.Add(Problems.ResolvesNothing(run, name, open));
            }
        }

        return new(by, request.Reason, said);
    }
}
