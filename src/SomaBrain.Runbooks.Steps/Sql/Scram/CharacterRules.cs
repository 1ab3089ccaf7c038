using System.Globalization;

namespace SomaBrain.Runbooks.Steps.Sql.Scram;

/// <summary>
/// The tables behind SASLprep, from `saslprep.txt`: this program is built without the tables of the system, so that a password
/// reads the same everywhere. Read when the first password that is not ASCII comes.
/// </summary>
internal sealed class CharacterRules
{
    private static readonly Lazy<CharacterRules> Loaded = new(() => new());

    private readonly Dictionary<int, int[]> _decompositions = [];
    private readonly Dictionary<(int, int), int> _compositions = [];
    private readonly Dictionary<int, byte> _classes = [];
    private readonly Dictionary<char, List<(int First, int Last)>> _sets = [];

    private CharacterRules()
    {
        using var stream = typeof(CharacterRules).Assembly.GetManifestResourceStream("saslprep.txt")!;
        using var reader = new StreamReader(stream);
        var (part, one) = ('#', 0);
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            switch (line is [>= 'a' and <= 'z'] or ['#', ..] ? '#' : part)
            {
                case '#':
                    part = line[0];
                    break;
                case 'd':
                    one = words[0].Length == 0 ? one + 1 : Code(words[0]);
                    _decompositions.Add(one, [.. words[1..].Select(Code)]);
                    break;
                case 'c':
                    one = words[0].Length == 0 ? one : Code(words[0]);
                    _compositions.Add((one, Code(words[1])), Code(words[2]));
                    break;
                case 'k':
                    var (first, last) = Range(words[0]);
                    for (var code = first; code <= last; code++)
                    {
                        _classes.Add(code, byte.Parse(words[1], CultureInfo.InvariantCulture));
                    }

                    break;
                default:
                    _sets.TryAdd(part, []);
                    _sets[part].Add(Range(words[0]));
                    break;
            }
        }
    }

    public static CharacterRules Instance => Loaded.Value;

    public bool IsBlank(int code) => IsIn('s', code);

    public bool IsNothing(int code) => IsIn('n', code);

    public bool IsProhibited(int code) => IsIn('p', code) || IsIn('u', code);

    public bool IsRightToLeft(int code) => IsIn('r', code);

    public bool IsLeftToRight(int code) => IsIn('l', code);

    /// <summary>Null when it is not decomposed.</summary>
    public int[]? Decomposition(int code) => _decompositions.GetValueOrDefault(code);

    /// <summary>Null when the two do not become one.</summary>
    public int? Composition(int first, int second) => _compositions.TryGetValue((first, second), out var one) ? one : null;

    public byte CombiningClass(int code) => _classes.GetValueOrDefault(code);

    private bool IsIn(char set, int code)
    {
        var ranges = _sets[set];
        var (low, high) = (0, ranges.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (code < ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (code > ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private static (int First, int Last) Range(string text) =>
        text.Split('-') is [var first, var last] ? (Code(first), Code(last)) : (Code(text), Code(text));

    private static int Code(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
