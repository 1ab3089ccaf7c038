using System.Collections.Immutable;

namespace SomaBrain.Runbooks.PgQuery.Locks;

/// <summary>The strongest lock on each of several relations, in the order in which they came.</summary>
public sealed class LockList
{
    private readonly ImmutableArray<TableLock>.Builder _all = ImmutableArray.CreateBuilder<TableLock>();
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public void Add(TableLock one)
    {
        if (_places.TryAdd(one.Key, _all.Count))
        {
            _all.Add(one);
        }
        else if (_places[one.Key] is var place && one.Mode > _all[place].Mode)
        {
            _all[place] = one;
        }
    }

    public ImmutableArray<TableLock> ToImmutable() => _all.DrainToImmutable();
}
