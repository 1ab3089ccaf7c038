using SomaBrain.Runbooks.Cli.Reporting;

namespace SomaBrain.Runbooks.Cli.Views.Reports;

/// <summary>Steps, moments and gaps in one order, the turns of long loops folded.</summary>
internal static class ReportTimeline
{
    /// <summary>Steps of one loop up to which it is shown step by step.</summary>
    public const int MostOfALoop = 12;

    public static IReadOnlyList<TimelineItem> Of(RunReport report)
    {
        // What ends at a line stands before what begins there.
        var all = report.Gaps.Select(gap => (TimelineItem)new TimelineItem.Idle(gap))
            .Concat(report.Moments.Select(moment => new TimelineItem.Beside(moment)))
            .Concat(report.Steps.Select(step => new TimelineItem.Attempt(step)))
            .OrderBy(item => item.Line).ToList();
        List<TimelineItem> folded = [];
        for (var at = 0; at < all.Count;)
        {
            var (end, steps) = (at, 0);
            if (LoopOf(all[at]) is { } loop)
            {
                while (end < all.Count && (LoopOf(all[end]) == loop || (all[end] is not TimelineItem.Attempt && end + 1 < all.Count && LoopOf(all[end + 1]) == loop)))
                {
                    steps += all[end] is TimelineItem.Attempt ? 1 : 0;
                    end++;
                }

                if (steps > MostOfALoop)
                {
                    folded.Add(new TimelineItem.Turns(loop, [.. all[at..end]]));
                    at = end;
                    continue;
                }
            }

            end = Math.Max(end, at + 1);
            folded.AddRange(all[at..end]);
            at = end;
        }

        return folded;
    }

    /// <summary>`120 turns, 240 steps: 239 ok, 1 failed`</summary>
    public static string Summary(TimelineItem.Turns turns)
    {
        var steps = turns.Items.OfType<TimelineItem.Attempt>().Select(item => item.Step).ToList();
        var counts = steps.GroupBy(step => step.Status).OrderByDescending(group => group.Count())
            .Select(group => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{group.Count():N0} {group.Key}"));
        var rows = steps.Any(step => step.Affected is not null)
            ? $"; {Planning.KeyResult.Count(steps.Sum(step => step.Affected ?? 0), "row affected", "rows affected")}"
            : "";
        return $"{Planning.KeyResult.Count(steps.Select(step => LoopPath.Turn(step.Key)).Distinct().Count(), "turn", "turns")}, {Planning.KeyResult.Count(steps.Count, "step", "steps")}: {string.Join(", ", counts)}{rows}";
    }

    private static string? LoopOf(TimelineItem item) => item is TimelineItem.Attempt attempt ? LoopPath.Loop(attempt.Step.Key) : null;
}
