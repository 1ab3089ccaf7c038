using SomaBrain.Runbooks.Linting.Logic;

namespace SomaBrain.Runbooks.Linting.Flow;

/// <summary>What is true on every way to a point, the last that was learnt first: `assert` demands it, or a confirm was answered or skipped.</summary>
internal sealed class Facts(Formula fact, Facts? before)
{
    /// <summary>Earlier ones are not asked: a playbook may have thousands of them, and as many points that ask.</summary>
    private const int MostLooked = 100;

    private readonly int _depth = (before?._depth ?? 0) + 1;

    /// <summary>Those that speak of something that a formula speaks of.</summary>
    public static List<Formula> About(Facts? facts, Formula formula)
    {
        List<Formula> about = [];
        if (facts is null || formula.Size > Formula.Largest)
        {
            return about;
        }

        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var atom in formula.Atoms())
        {
            words.Add(atom.Subject?.Left ?? atom.Key);
        }

        for (var (at, looked) = (facts, 0); at is not null && looked < MostLooked; at = at.Before, looked++)
        {
            if (at.Fact.Atoms().Any(atom => words.Contains(atom.Subject?.Left ?? atom.Key)))
            {
                about.Add(at.Fact);
            }
        }

        return about;
    }

    /// <summary>What is true on both of two ways: what was, before they parted.</summary>
    public static Facts? Common(Facts? one, Facts? other)
    {
        while (!ReferenceEquals(one, other))
        {
            if ((one?._depth ?? 0) >= (other?._depth ?? 0))
            {
                one = one!.Before;
            }
            else
            {
                other = other!.Before;
            }
        }

        return one;
    }

    private Formula Fact => fact;

    private Facts? Before => before;
}
