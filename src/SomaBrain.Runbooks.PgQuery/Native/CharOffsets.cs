namespace SomaBrain.Runbooks.PgQuery.Native;

/// <summary>Turns byte offsets of UTF-8 into UTF-16 offsets, in one walk as long as they ascend.</summary>
internal ref struct CharOffsets(ReadOnlySpan<byte> utf8, bool ascii)
{
    private readonly ReadOnlySpan<byte> _utf8 = utf8;
    private int _byte;
    private int _char;

    public int Of(int offset)
    {
        if (ascii)
        {
            return offset;
        }

        if (offset < _byte)
        {
            (_byte, _char) = (0, 0);
        }

        while (_byte < offset && _byte < _utf8.Length)
        {
            var lead = _utf8[_byte];
            _char += lead >= 0xF0 ? 2 : 1;
            _byte += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        }

        return _char;
    }
}
