using System.Text;

namespace SomaBrain.Runbooks.Tests.Shared;

/// <summary>What to show of two texts that should be one: `-` is approved, `+` is received, with two lines around.</summary>
public static class LineDiff
{
    private const int Around = 2;

    public static string Of(string approved, string received)
    {
        var edits = Edits(approved.Split('\n'), received.Split('\n'));
        var shown = new StringBuilder();
        for (var i = 0; i < edits.Count; i++)
        {
            if (IsNearChange(edits, i))
            {
                shown.Append(edits[i].Mark).Append(' ').Append(edits[i].Line).Append('\n');
            }
            else if (i > 0 && IsNearChange(edits, i - 1))
            {
                shown.Append("  …\n");
            }
        }

        return shown.ToString();
    }

    private static bool IsNearChange(List<(char Mark, string Line)> edits, int at)
    {
        for (var i = Math.Max(0, at - Around); i <= Math.Min(edits.Count - 1, at + Around); i++)
        {
            if (edits[i].Mark != ' ')
            {
                return true;
            }
        }

        return false;
    }

    private static List<(char Mark, string Line)> Edits(string[] old, string[] now)
    {
        var common = CommonLengths(old, now);
        var edits = new List<(char, string)>();
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                edits.Add((' ', old[i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (j == now.Length || (i < old.Length && common[i + 1][j] >= common[i][j + 1]))
            {
                edits.Add(('-', old[i++]));
            }
            else
            {
                edits.Add(('+', now[j++]));
            }
        }

        return edits;
    }

    // common[i][j]: how many lines old[i..] and now[j..] have in common, in order.
    private static int[][] CommonLengths(string[] old, string[] now)
    {
        var common = Enumerable.Range(0, old.Length + 1).Select(_ => new int[now.Length + 1]).ToArray();
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                common[i][j] = old[i] == now[j] ? common[i + 1][j + 1] + 1 : Math.Max(common[i + 1][j], common[i][j + 1]);
            }
        }

        return common;
    }
}
