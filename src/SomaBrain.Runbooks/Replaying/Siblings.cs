using System.Collections.Immutable;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>Pairs the steps of one list before and after a change.</summary>
internal static class Siblings
{
    public static IEnumerable<(int Before, int Now)> Pair(ImmutableArray<Step> before, ImmutableArray<Step> now)
    {
        // by the place before; -1 has none
        var pairs = new int[before.Length];
        Array.Fill(pairs, -1);
        var taken = new bool[now.Length];
        for (var j = 0; j < now.Length; j++)
        {
            if (now[j].Header.Id is { } id && IndexOf(before, step => step.Header.Id == id) is var i and >= 0)
            {
                Take(i, j);
            }
        }

        foreach (var (i, j) in Common([.. before.Select((step, i) => pairs[i] >= 0 ? null : Text(step))], [.. now.Select((step, j) => taken[j] ? null : Text(step))]))
        {
            Take(i, j);
        }

        for (var i = 0; i < pairs.Length; i++)
        {
            var from = pairs.Take(i).Append(-1).Max();
            var to = pairs.Skip(i).Where(j => j >= 0).Append(now.Length).Min();
            for (var j = from + 1; j < to && pairs[i] < 0; j++)
            {
                if (!taken[j] && MayBe(before[i], now[j]))
                {
                    Take(i, j);
                }
            }
        }

        return [.. pairs.Select((j, i) => (Before: i, Now: j)).Where(pair => pair.Now >= 0)];

        void Take(int i, int j)
        {
            pairs[i] = j;
            taken[j] = true;
        }
    }

    /// <summary>The longest common subsequence of the steps that are not paired yet and are written the same.</summary>
    private static IEnumerable<(int, int)> Common(string?[] left, string?[] right)
    {
        var longest = Enumerable.Range(0, left.Length + 1).Select(_ => new int[right.Length + 1]).ToArray();
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
            {
                longest[i][j] = left[i] is not null && left[i] == right[j] ? longest[i + 1][j + 1] + 1 : Math.Max(longest[i + 1][j], longest[i][j + 1]);
            }
        }

        for (int i = 0, j = 0; i < left.Length && j < right.Length;)
        {
            if (left[i] is not null && left[i] == right[j])
            {
                yield return (i++, j++);
            }
            else if (longest[i + 1][j] >= longest[i][j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }
    }

    private static bool MayBe(Step before, Step now) =>
        before.Header.Keyword == now.Header.Keyword && (before.Header.Id is null || now.Header.Id is null);

    /// <summary>The first lines of a step from its kind on, by which it is known although its id is another.</summary>
    private static string Text(Step step)
    {
        var (source, line) = (step.Header.Span.Source, step.Header.Span.Start.Line);
        return $"{step.Header.Keyword}\n{string.Join('\n', Enumerable.Range(line, 3).Select(number => source.Line(number).Trim().ToString()))}";
    }

    private static int IndexOf(ImmutableArray<Step> steps, Predicate<Step> predicate)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            if (predicate(steps[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
