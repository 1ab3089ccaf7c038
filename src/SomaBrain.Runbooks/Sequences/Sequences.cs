using System.Collections;

#pragma warning disable IDE0130 // Namespace matches folder: the one around all of ours, by which the compiler prefers these
namespace SomaBrain.Runbooks;
#pragma warning restore IDE0130

/// <summary>
/// What is asked most of sequences, in the least of machinery. System.Linq makes six types of each pair of types that meet in a
/// `Select`, for shortcuts that nothing here needs; these make one. The compiler prefers them, as they stand in a namespace around
/// all of ours, and everything else of System.Linq works on top of them.
/// </summary>
public static class Sequences
{
    public static IEnumerable<TResult> Select<T, TResult>(this IEnumerable<T> source, Func<T, TResult> selector)
    {
        foreach (var item in source)
        {
            yield return selector(item);
        }
    }

    public static IEnumerable<T> Where<T>(this IEnumerable<T> source, Func<T, bool> predicate)
    {
        foreach (var item in source)
        {
            if (predicate(item))
            {
                yield return item;
            }
        }
    }

    public static IEnumerable<TResult> SelectMany<T, TResult>(this IEnumerable<T> source, Func<T, IEnumerable<TResult>> selector)
    {
        foreach (var item in source)
        {
            foreach (var result in selector(item))
            {
                yield return result;
            }
        }
    }

    public static IEnumerable<TResult> OfType<TResult>(this IEnumerable source)
    {
        foreach (var item in source)
        {
            if (item is TResult result)
            {
                yield return result;
            }
        }
    }

    public static IEnumerable<T> Concat<T>(this IEnumerable<T> first, IEnumerable<T> second)
    {
        foreach (var item in first)
        {
            yield return item;
        }

        foreach (var item in second)
        {
            yield return item;
        }
    }

    public static IEnumerable<T> Take<T>(this IEnumerable<T> source, int count)
    {
        if (count > 0)
        {
            foreach (var item in source)
            {
                yield return item;
                if (--count == 0)
                {
                    yield break;
                }
            }
        }
    }

    public static IEnumerable<T> Skip<T>(this IEnumerable<T> source, int count)
    {
        foreach (var item in source)
        {
            if (--count < 0)
            {
                yield return item;
            }
        }
    }

    /// <summary>Of all that there is it keeps only those.</summary>
    public static IEnumerable<T> TakeLast<T>(this IEnumerable<T> source, int count)
    {
        var last = new Queue<T>();
        foreach (var item in source)
        {
            last.Enqueue(item);
            if (last.Count > count)
            {
                last.Dequeue();
            }
        }

        return last;
    }
}
