using System.Globalization;

namespace SomaBrain.Runbooks.Cli.Views.Progress;

/// <summary>
/// Of a `repeat` that only reads, the journal leaves out turns that came to the same as the one before them: what a turn warned
/// and failed counts for those, too.
/// </summary>
internal sealed class ThinnedTurns
{
    /// <summary>The turns around the step at work, from the outermost.</summary>
    private readonly List<Turn> _turns = [];

    /// <summary>Both counts with those of the turns that are left out before the step.</summary>
    /// <param name="warned">All warnings so far.</param>
    /// <param name="failed">All failures so far.</param>
    public (int Warned, int Failed) Until(string step, int warned, int failed)
    {
        var level = 0;
        for (var open = step.IndexOf('[', StringComparison.Ordinal); open >= 0; open = step.IndexOf('[', open + 1), level++)
        {
            if (!int.TryParse(step.AsSpan(open + 1, Math.Max(0, step.IndexOf(']', open) - open - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                break;
            }

            var before = level < _turns.Count && _turns[level].Loop == step[..open] ? _turns[level] : null;
            if (before?.Index >= index)
            {
                continue;
            }

            if (before is not null)
            {
                var left = index - before.Index - 1;
                warned += left * (warned - before.Warned);
                failed += left * (failed - before.Failed);
            }

            _turns.RemoveRange(level, _turns.Count - level);
            _turns.Add(new(step[..open], index, warned, failed));
        }

        return (warned, failed);
    }

    /// <param name="Warned">As many were there when it began.</param>
    private sealed record Turn(string Loop, int Index, int Warned, int Failed);
}
