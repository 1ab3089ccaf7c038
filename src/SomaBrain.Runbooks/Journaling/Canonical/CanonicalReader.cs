using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;

namespace SomaBrain.Runbooks.Journaling.Canonical;

/// <summary>Builds the tree of bytes that <see cref="CanonicalForm"/> has passed, and so need not doubt them.</summary>
internal ref struct CanonicalReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public Json Value()
    {
        switch (_bytes[_at])
        {
            case (byte)'"':
                return new Json.Text(Text());
            case (byte)'{':
                return Object();
            case (byte)'[':
                return Array();
            case (byte)'t':
                _at += 4;
                return new Json.Boolean(true);
            case (byte)'f':
                _at += 5;
                return new Json.Boolean(false);
            case (byte)'n':
                _at += 4;
                return Json.Null.Instance;
            default:
                _ = Utf8Parser.TryParse(_bytes[_at..], out long whole, out var taken);
                _at += taken;
                return new Json.Integer(whole);
        }
    }

    private Json.Object Object()
    {
        var members = ImmutableArray.CreateBuilder<Json.Member>();
        _at++;
        while (_bytes[_at] != '}')
        {
            _at += members.Count == 0 ? 0 : 1;
            var name = Text();
            _at++;
            members.Add(new(name, Value()));
        }

        _at++;
        return new(members.ToImmutable());
    }

    private Json.Array Array()
    {
        var items = ImmutableArray.CreateBuilder<Json>();
        _at++;
        while (_bytes[_at] != ']')
        {
            _at += items.Count == 0 ? 0 : 1;
            items.Add(Value());
        }

        _at++;
        return new(items.ToImmutable());
    }

    private string Text()
    {
        var start = ++_at;
        var stop = _bytes[_at..].IndexOfAny((byte)'"', (byte)'\\');
        _at += stop;
        if (_bytes[_at] == '"')
        {
            return Encoding.UTF8.GetString(_bytes[start.._at++]);
        }

        var text = new StringBuilder();
        while (_bytes[_at] != '"')
        {
            if (_bytes[_at] != '\\')
            {
                var plain = _bytes[_at..].IndexOfAny((byte)'"', (byte)'\\');
                text.Append(Encoding.UTF8.GetString(_bytes.Slice(_at, plain)));
                _at += plain;
            }
            else if (CanonicalForm.TryUnit(_bytes, _at, out var unit))
            {
                text.Append(unit);
                _at += 6;
            }
            else
            {
                text.Append((char)_bytes[_at + 1]);
                _at += 2;
            }
        }

        _at++;
        return text.Insert(0, Encoding.UTF8.GetString(_bytes[start..(start + stop)])).ToString();
    }
}
