namespace SomaBrain.Runbooks.Linting.Logic;

/// <summary>What the parts of conditions may come to, each way tried: few parts, so that there are few ways.</summary>
internal sealed class Worlds
{
    private const int MostParts = 8;

    private readonly Dictionary<string, int> _parts = new(StringComparer.Ordinal);
    private readonly List<Comparison?> _subjects = [];
    private readonly Dictionary<string, bool?> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Known> _looked = new(StringComparer.Ordinal);
    private readonly List<Formula> _facts = [];
    private readonly Func<Formula.Atom, Known> _look;
    private List<Compared> _compared = [];

    private Worlds(Func<Formula.Atom, Known> look) => _look = look;

    /// <summary>Whether something else than true may come out although all facts are true; null where that takes too long to tell.</summary>
    /// <param name="look">What is known of a part wherever it stands.</param>
    public static bool? MayFail(Formula goal, IReadOnlyList<Formula> facts, Func<Formula.Atom, Known> look, ParameterPaths parameters)
    {
        var worlds = new Worlds(look);
        if (!worlds.HasRoom(goal))
        {
            return null;
        }

        worlds.AddRelevant(facts);
        worlds._compared = Compared.Of(worlds._subjects, parameters);
        return worlds.MayFail(goal);
    }

    /// <summary>The facts that speak of the same things, or of what is known; those with too many parts are passed over.</summary>
    private void AddRelevant(IReadOnlyList<Formula> facts)
    {
        var left = facts.ToList();
        while (left.Find(fact => fact.Atoms().Any(IsRelevant)) is { } fact)
        {
            left.Remove(fact);
            if (HasRoom(fact))
            {
                _facts.Add(fact);
            }
        }
    }

    private Known Look(Formula.Atom atom)
    {
        if (!_looked.TryGetValue(atom.Key, out var known))
        {
            _looked[atom.Key] = known = _look(atom);
        }

        return known;
    }

    private bool IsRelevant(Formula.Atom atom) =>
        _parts.ContainsKey(atom.Key) || (atom.Subject is { Left: var left } && _subjects.Exists(subject => subject?.Left == left)) || Look(atom) != Known.Open;

    private bool MayFail(Formula formula)
    {
        for (var world = 0; world < 1 << _parts.Count; world++)
        {
            if (_compared.TrueForAll(one => one.IsPossible(world)) && _facts.TrueForAll(fact => Is(fact, world) == true) && Is(formula, world) != true)
            {
                return true;
            }
        }

        return false;
    }

    private bool HasRoom(Formula formula)
    {
        if (formula.Size > Formula.Largest)
        {
            return false;
        }

        var open = new List<Formula.Atom>();
        foreach (var atom in formula.Atoms().Where(atom => !_known.ContainsKey(atom.Key) && !_parts.ContainsKey(atom.Key)).DistinctBy(atom => atom.Key))
        {
            if (Look(atom) is not Known.Open and var known)
            {
                _known[atom.Key] = known == Known.Fails ? null : known == Known.Holds;
            }
            else
            {
                open.Add(atom);
            }
        }

        if (_parts.Count + open.Count > MostParts)
        {
            return false;
        }

        foreach (var atom in open)
        {
            _parts.Add(atom.Key, _parts.Count);
            _subjects.Add(atom.Subject);
        }

        return true;
    }

    /// <summary>Null where it cannot be evaluated; as in a run, what decides is not looked beyond.</summary>
    private bool? Is(Formula formula, int world) => formula switch
    {
        Formula.Truth x => x.Is,
        Formula.Atom x => _parts.TryGetValue(x.Key, out var at) ? (world >> at & 1) == 1 : _known[x.Key],
        Formula.Negation x => !Is(x.Inner, world),
        Formula.Conjunction x => Is(x.Left, world) is true ? Is(x.Right, world) : Is(x.Left, world),
        Formula.Disjunction x => Is(x.Left, world) is false ? Is(x.Right, world) : Is(x.Left, world),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
