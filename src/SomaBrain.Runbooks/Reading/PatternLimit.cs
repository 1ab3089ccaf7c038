using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Reading;

/// <summary>Each regular expression takes milliseconds and megabytes to get ready.</summary>
internal static class PatternLimit
{
    /// <summary>Patterns of parameters and of questions in one playbook.</summary>
    private const int Most = 20;

    public static bool Check(TreeCount count, DiagnosticBag problems)
    {
        if (count.Patterns.Count <= Most)
        {
            return true;
        }

        problems.Add(Problems.BadParameter(count.Patterns[Most], "pattern", $"there are more than {Most} patterns", "check the texts in a step, with `assert`"));
        return false;
    }
}
