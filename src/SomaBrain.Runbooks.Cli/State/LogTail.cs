namespace SomaBrain.Runbooks.Cli.State;

/// <summary>The end of a file of lines, read from the back: what an appender needs, however long the file has grown.</summary>
/// <param name="Line">The last whole line with its newline; empty when there is none.</param>
/// <param name="Torn">What follows it: a crash left it.</param>
/// <param name="Whole">Bytes up to the end of the last whole line.</param>
internal sealed record LogTail(ReadOnlyMemory<byte> Line, ReadOnlyMemory<byte> Torn, long Whole)
{
    private const int FirstReach = 4096;

    public static LogTail Read(FileStream file)
    {
        for (long reach = FirstReach; ; reach *= 4)
        {
            var begin = Math.Max(0, file.Length - reach);
            var bytes = new byte[file.Length - begin];
            file.Position = begin;
            file.ReadExactly(bytes);
            var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
            var start = end < 2 ? 0 : Array.LastIndexOf(bytes, (byte)'\n', end - 2) + 1;
            if (begin == 0 || start > 0)
            {
                return new(bytes.AsMemory(start, end - start), bytes.AsMemory(end), begin + end);
            }
        }
    }
}
