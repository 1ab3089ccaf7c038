using System.Globalization;
using System.Text;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>The key of a step in a run, such as `4[2].else.1`: its path in the playbook, with the turns of the loops around it.</summary>
public static class StepKey
{
    /// <summary>Each loop in the key, and which of its turns it is.</summary>
    public static IEnumerable<(string Loop, int Turn)> Turns(string key)
    {
        for (var open = key.IndexOf('[', StringComparison.Ordinal); open >= 0; open = key.IndexOf('[', open + 1))
        {
            yield return (key[..open], int.Parse(key.AsSpan(open + 1, key.IndexOf(']', open) - open - 1), NumberStyles.None, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The path in the playbook: without the turns.</summary>
    public static string Path(string key)
    {
        if (!key.Contains('[', StringComparison.Ordinal))
        {
            return key;
        }

        var path = new StringBuilder(key.Length);
        var inside = false;
        foreach (var c in key)
        {
            inside = c == '[' || (inside && c != ']');
            if (!inside && c != ']')
            {
                path.Append(c);
            }
        }

        return path.ToString();
    }

    /// <summary>The same turns at another path.</summary>
    public static string At(string path, string key)
    {
        var (to, from) = (path.Split('.'), key.Split('.'));
        for (var i = 0; i < to.Length && i < from.Length; i++)
        {
            if (from[i].IndexOf('[', StringComparison.Ordinal) is var open and >= 0)
            {
                to[i] += from[i][open..];
            }
        }

        return string.Join('.', to);
    }

    /// <summary>Whether it runs at the end of something, whatever became of the rest.</summary>
    public static bool IsSheltered(string key) =>
        key.StartsWith("finally.", StringComparison.Ordinal) || key.Contains(".finally.", StringComparison.Ordinal) || key.Contains(".always.", StringComparison.Ordinal);
}
