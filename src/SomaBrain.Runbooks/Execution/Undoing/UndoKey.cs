using System.Text;

namespace SomaBrain.Runbooks.Execution.Undoing;

/// <summary>How a step of an `undo` is called in journals: `4[2].undo.1` is the first that reverts the third turn of step 4.</summary>
public static class UndoKey
{
    private const string Mark = ".undo.";

    public static bool Is(string key) => key.Contains(Mark, StringComparison.Ordinal);

    /// <summary>The step that it reverts: `4[2]`.</summary>
    public static string StepOf(string key) => key[..key.LastIndexOf(Mark, StringComparison.Ordinal)];

    /// <summary>Its place in the playbook, whatever the turn was: `4.undo.1`.</summary>
    public static string PathOf(string key)
    {
        var path = new StringBuilder(key.Length);
        var inTurn = false;
        foreach (var letter in key)
        {
            inTurn |= letter == '[';
            if (!inTurn)
            {
                path.Append(letter);
            }

            inTurn &= letter != ']';
        }

        return path.ToString();
    }
}
