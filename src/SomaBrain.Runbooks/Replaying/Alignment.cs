using System.Collections.Immutable;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>
/// Which step of a recorded playbook a step of the changed one is: by its id, else by its text, else by its kind and place among
/// those left between two that are known.
/// </summary>
public sealed class Alignment
{
    private readonly Dictionary<string, string> _recorded = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _now = new(StringComparer.Ordinal);

    private Alignment()
    {
    }

    public static Alignment Of(Playbook recorded, Playbook now)
    {
        var alignment = new Alignment();
        alignment.Add(recorded.Steps, "", now.Steps, "");
        alignment.Add(recorded.Finally, "finally.", now.Finally, "finally.");
        return alignment;
    }

    /// <summary>The key that the step has in the record; null when it is new.</summary>
    public string? Recorded(string key)
    {
        var path = StepKey.Path(key);
        return _recorded.TryGetValue(path, out var known) ? StepKey.At(known, key) : null;
    }

    /// <summary>The key that a recorded step has now; null when it is gone.</summary>
    public string? Now(string recorded)
    {
        var path = StepKey.Path(recorded);
        return _now.TryGetValue(path, out var known) ? StepKey.At(known, recorded) : null;
    }

    private void Add(ImmutableArray<Step> before, string beforePrefix, ImmutableArray<Step> now, string nowPrefix)
    {
        foreach (var (i, j) in Siblings.Pair(before, now))
        {
            var (was, becomes) = ($"{beforePrefix}{i + 1}", $"{nowPrefix}{j + 1}");
            (_recorded[becomes], _now[was]) = (was, becomes);
            Add(before[i].Header.Undo, $"{was}.undo.", now[j].Header.Undo, $"{becomes}.undo.");
            foreach (var block in now[j].Blocks)
            {
                if (before[i].Blocks.FirstOrDefault(one => one.Arm == block.Arm) is { } same)
                {
                    Add(same.Steps, $"{was}.{same.Arm}.", block.Steps, $"{becomes}.{block.Arm}.");
                }
            }
        }
    }
}
