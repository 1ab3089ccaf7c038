using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>What `--answer` calls a question: the name of its step, or where it stands, with turns of the loops around it or without.</summary>
public static class AnswerName
{
    /// <param name="name">Of the step that asks.</param>
    /// <param name="key">What is asked, in the run.</param>
    public static bool Means(string given, string? name, string key)
    {
        var (parts, places) = (given.Split('.'), key.Split('.'));
        return given == name || (parts.Length == places.Length && parts.Zip(places).All(one => one.First == one.Second || one.First == StepKey.Path(one.Second)));
    }

    /// <summary>Whether the run may come to a question of this step that is called so.</summary>
    /// <param name="loops">The paths of the steps that are loops.</param>
    public static bool MayMean(string given, StepHeader step, IReadOnlySet<string> loops) =>
        given == step.Name || (StepKey.Path(given) == step.Path && TurnsOnlyLoops(given, loops));

    private static bool TurnsOnlyLoops(string given, IReadOnlySet<string> loops)
    {
        for (var open = given.IndexOf('[', StringComparison.Ordinal); open >= 0; open = given.IndexOf('[', open + 1))
        {
            if (!loops.Contains(StepKey.Path(given[..open])))
            {
                return false;
            }
        }

        return true;
    }
}
