using System.Runtime.InteropServices;
using System.Text;

namespace SomaBrain.Runbooks.Steps.Processes.Native;

/// <summary>Strings as `char *const []`: one allocation, pointers first, a null pointer last.</summary>
internal sealed unsafe class StringBlock : IDisposable
{
    private readonly byte* _memory;

    internal StringBlock(IReadOnlyList<string> strings)
    {
        var table = (strings.Count + 1) * sizeof(byte*);
        var size = table + strings.Sum(text => Encoding.UTF8.GetByteCount(text) + 1);
        _memory = (byte*)NativeMemory.Alloc((nuint)size);
        var at = _memory + table;
        for (var i = 0; i < strings.Count; i++)
        {
            Pointers[i] = at;
            at += Encoding.UTF8.GetBytes(strings[i], new Span<byte>(at, size - (int)(at - _memory)));
            *at++ = 0;
        }

        Pointers[strings.Count] = null;
    }

    internal byte** Pointers => (byte**)_memory;

    internal byte* First => Pointers[0];

    public void Dispose() => NativeMemory.Free(_memory);
}
