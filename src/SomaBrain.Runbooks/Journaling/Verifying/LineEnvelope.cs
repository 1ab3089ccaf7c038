using System.Buffers.Text;

namespace SomaBrain.Runbooks.Journaling.Verifying;

/// <summary>The first five fields of a line, found without building anything. They are the same in every version of the
/// format, so that the chain can be followed through lines that cannot be understood.</summary>
internal readonly ref struct LineEnvelope
{
    private const int TimeLength = 27;
    private const int HashLength = 64;

    public int Version { get; private init; }

    public long Seq { get; private init; }

    public ReadOnlySpan<byte> Prev { get; private init; }

    public ReadOnlySpan<byte> Kind { get; private init; }

    public static bool TryRead(ReadOnlySpan<byte> line, out LineEnvelope envelope)
    {
        envelope = default;
        if (!Skip(ref line, "{\"v\":"u8) || !Number(ref line, out var version) || version > int.MaxValue
            || !Skip(ref line, ",\"seq\":"u8) || !Number(ref line, out var seq)
            || !Skip(ref line, ",\"at\":\""u8) || !Time(ref line)
            || !Skip(ref line, "\",\"prev\":\""u8) || !Take(ref line, HashLength, out var prev)
            || !Skip(ref line, "\",\"kind\":\""u8) || line.IndexOf((byte)'"') is not (> 0 and var end))
        {
            return false;
        }

        envelope = new() { Version = (int)version, Seq = seq, Prev = prev, Kind = line[..end] };
        return true;
    }

    private static bool Skip(scoped ref ReadOnlySpan<byte> line, ReadOnlySpan<byte> expected)
    {
        var found = line.StartsWith(expected);
        line = found ? line[expected.Length..] : line;
        return found;
    }

    private static bool Number(scoped ref ReadOnlySpan<byte> line, out long number)
    {
        var found = Utf8Parser.TryParse(line, out number, out var length) && number > 0;
        line = line[length..];
        return found;
    }

    private static bool Take(scoped ref ReadOnlySpan<byte> line, int length, out ReadOnlySpan<byte> taken)
    {
        taken = line.Length < length ? [] : line[..length];
        line = line[taken.Length..];
        return !taken.IsEmpty;
    }

    /// <summary>`2026-11-22T16:40:12.000000Z`: the shape and that it is a moment.</summary>
    private static bool Time(scoped ref ReadOnlySpan<byte> line)
    {
        var shape = "0000-00-00T00:00:00.000000Z"u8;
        if (!Take(ref line, TimeLength, out var time))
        {
            return false;
        }

        for (var i = 0; i < TimeLength; i++)
        {
            if (shape[i] == '0' ? time[i] is < (byte)'0' or > (byte)'9' : time[i] != shape[i])
            {
                return false;
            }
        }

        return Two(time, 5) is >= 1 and <= 12 and var month && Two(time, 8) is >= 1 and var day && Two(time, 11) < 24 && Two(time, 14) < 60 && Two(time, 17) < 60
            && ((Two(time, 0) * 100) + Two(time, 2)) is >= 1 and var year && day <= DateTime.DaysInMonth(year, month);
    }

    private static int Two(ReadOnlySpan<byte> digits, int at) => ((digits[at] - '0') * 10) + digits[at + 1] - '0';
}
