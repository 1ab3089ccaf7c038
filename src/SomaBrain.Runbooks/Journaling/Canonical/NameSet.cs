using System.Text;

namespace SomaBrain.Runbooks.Journaling.Canonical;

/// <summary>The names of one object seen so far, as stretches of its bytes: equal names have equal bytes. Allocates only
/// when there are many.</summary>
internal ref struct NameSet(ReadOnlySpan<byte> bytes, Span<(int Start, int End)> few)
{
    public const int Few = 32;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly Span<(int Start, int End)> _few = few;
    private HashSet<string>? _many;
    private int _count;

    /// <summary>False when it was there.</summary>
    public bool Add(int start, int end)
    {
        if (_count < Few)
        {
            var name = _bytes[start..end];
            foreach (var (from, to) in _few[.._count])
            {
                if (_bytes[from..to].SequenceEqual(name))
                {
                    return false;
                }
            }

            _few[_count++] = (start, end);
            return true;
        }

        if (_many is null)
        {
            _many = new(StringComparer.Ordinal);
            foreach (var (from, to) in _few)
            {
                _many.Add(Key(from, to));
            }
        }

        return _many.Add(Key(start, end));
    }

    private readonly string Key(int start, int end) => Encoding.Latin1.GetString(_bytes[start..end]);
}
