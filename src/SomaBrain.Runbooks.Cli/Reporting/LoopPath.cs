using System.Text;

namespace SomaBrain.Runbooks.Cli.Reporting;

/// <summary>Paths of steps in loops: `4[2].1`.</summary>
internal static class LoopPath
{
    /// <summary>The outermost loop that the step stands in: `4`; null outside of loops.</summary>
    public static string? Loop(string key) => key.IndexOf('[', StringComparison.Ordinal) is > 0 and var at ? key[..at] : null;

    /// <summary>The turn of the outermost loop.</summary>
    public static string? Turn(string key) => key.IndexOf(']', StringComparison.Ordinal) is > 0 and var end ? key[..(end + 1)] : null;

    /// <summary>`4.1`: where the step stands in the playbook.</summary>
    public static string WithoutTurns(string key)
    {
        if (!key.Contains('[', StringComparison.Ordinal))
        {
            return key;
        }

        var path = new StringBuilder(key.Length);
        var depth = 0;
        foreach (var c in key)
        {
            depth += c == '[' ? 1 : 0;
            if (depth == 0)
            {
                path.Append(c);
            }

            depth -= c == ']' ? 1 : 0;
        }

        return path.ToString();
    }
}
