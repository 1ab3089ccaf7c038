using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace SomaBrain.Runbooks.Journaling.Canonical;

/// <summary>
/// Whether bytes are canonical JSON, that is, whether reading and writing them again gives the same bytes; in one pass and
/// without building anything. Two spellings of one tree, or two readings of one spelling, do not pass.
/// </summary>
/// <param name="bytes">One value and nothing else.</param>
internal ref struct CanonicalForm(ReadOnlySpan<byte> bytes)
{
    public const int MaxDepth = 128;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>Null when canonical; else what is wrong, with the byte where.</summary>
    public static string? Fault(ReadOnlySpan<byte> bytes)
    {
        var form = new CanonicalForm(bytes);
        var fault = form.Value(0) ?? (form._at == bytes.Length ? null : "more after the value");
        return fault is null ? null : $"{fault} (byte {form._at + 1})";
    }

    private readonly byte Next => _at < _bytes.Length ? _bytes[_at] : (byte)0;

    private bool Take(byte expected)
    {
        var found = Next == expected;
        _at += found ? 1 : 0;
        return found;
    }

    private string? Value(int depth) => depth > MaxDepth ? "nested too deeply" : Next switch
    {
        (byte)'"' => Text(),
        (byte)'{' => Object(depth),
        (byte)'[' => Array(depth),
        (byte)'t' => Word("true"u8),
        (byte)'f' => Word("false"u8),
        (byte)'n' => Word("null"u8),
        _ => Number(),
    };

    private string? Word(ReadOnlySpan<byte> word)
    {
        var found = _bytes[_at..].StartsWith(word);
        _at += found ? word.Length : 0;
        return found ? null : "not a JSON value";
    }

    private string? Number()
    {
        var rest = _bytes[_at..];
        var digits = rest.StartsWith("-"u8) ? rest[1..] : rest;
        var length = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        length = length < 0 ? digits.Length : length;
        if (length == 0)
        {
            return "not a JSON value";
        }

        var negative = digits.Length < rest.Length;
        if (digits[0] == '0' && (length > 1 || negative))
        {
            return "a number with two spellings";
        }

        if (!Utf8Parser.TryParse(digits[..length], out long whole, out _) || whole > Json.Greatest)
        {
            return "a number beyond 2^53";
        }

        _at += length + (negative ? 1 : 0);
        return Next is (byte)'.' or (byte)'e' or (byte)'E' ? "a decimal number" : null;
    }

    private string? Array(int depth)
    {
        _at++;
        if (Take((byte)']'))
        {
            return null;
        }

        do
        {
            if (Value(depth + 1) is { } fault)
            {
                return fault;
            }
        }
        while (Take((byte)','));
        return Take((byte)']') ? null : "expected `,` or `]`";
    }

    private string? Object(int depth)
    {
        _at++;
        if (Take((byte)'}'))
        {
            return null;
        }

        var names = new NameSet(_bytes, stackalloc (int, int)[NameSet.Few]);
        do
        {
            var start = _at;
            if (Next != '"')
            {
                return "expected a name";
            }

            if (Text() is { } wrong)
            {
                return wrong;
            }

            if (!names.Add(start, _at))
            {
                return "a name twice";
            }

            if (!Take((byte)':'))
            {
                return "expected `:`";
            }

            if (Value(depth + 1) is { } fault)
            {
                return fault;
            }
        }
        while (Take((byte)','));
        return Take((byte)'}') ? null : "expected `,` or `}`";
    }

    private string? Text()
    {
        _at++;
        while (true)
        {
            var stop = _bytes[_at..].IndexOfAny(Escaping.Stops);
            if (stop < 0)
            {
                _at = _bytes.Length;
                return "a string without end";
            }

            _at += stop;
            switch (_bytes[_at])
            {
                case (byte)'"':
                    _at++;
                    return null;
                case (byte)'\\':
                    if (!Escape())
                    {
                        return "an escape that is not needed, or not written as `\\uXXXX` in lower case";
                    }

                    break;
                case < 0x80:
                    return "a control character";
                default:
                    if (Rune.DecodeFromUtf8(_bytes[_at..], out var rune, out var taken) != OperationStatus.Done)
                    {
                        return "not UTF-8";
                    }

                    if (Escaping.ByNumber(rune.Value))
                    {
                        return $"U+{rune.Value:X4} as it is";
                    }

                    _at += taken;
                    break;
            }
        }
    }

    private bool Escape()
    {
        if (_at + 1 < _bytes.Length && _bytes[_at + 1] is (byte)'"' or (byte)'\\')
        {
            _at += 2;
            return true;
        }

        if (!TryUnit(_at, out var unit))
        {
            return false;
        }

        // A high surrogate and a low one after it are one character, however they got there.
        if (char.IsHighSurrogate(unit) && TryUnit(_at + 6, out var low) && char.IsLowSurrogate(low))
        {
            _at += 12;
            return Escaping.ByNumber(char.ConvertToUtf32(unit, low));
        }

        _at += 6;
        return char.IsSurrogate(unit) || Escaping.ByNumber(unit);
    }

    private readonly bool TryUnit(int at, out char unit) => TryUnit(_bytes, at, out unit);

    /// <summary>The UTF-16 unit of the escape `\uXXXX` at this place.</summary>
    public static bool TryUnit(ReadOnlySpan<byte> bytes, int at, out char unit)
    {
        unit = '\0';
        if (at + 6 > bytes.Length || bytes[at] != '\\' || bytes[at + 1] != 'u')
        {
            return false;
        }

        var value = 0;
        foreach (var digit in bytes.Slice(at + 2, 4))
        {
            var nibble = digit switch { >= (byte)'0' and <= (byte)'9' => digit - '0', >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10, _ => -1 };
            if (nibble < 0)
            {
                return false;
            }

            value = (value << 4) | nibble;
        }

        unit = (char)value;
        return true;
    }
}
