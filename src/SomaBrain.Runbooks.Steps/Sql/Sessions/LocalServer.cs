using System.Buffers.Binary;
using System.Globalization;
using SomaBrain.Runbooks.Steps.Targets.Facts;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>
/// Whether this program runs on the server's machine: proven by the server's own control file, which begins with the system
/// identifier. Where the role may not see the data directory, or we may not read it, the answer is no.
/// </summary>
internal static class LocalServer
{
    public static bool IsHere(TargetFacts facts)
    {
        if (facts is not { DataDirectory: { } directory, SystemIdentifier: { } system })
        {
            return false;
        }

        try
        {
            Span<byte> first = stackalloc byte[sizeof(ulong)];
            using var control = File.OpenRead(Path.Combine(directory, "global", "pg_control"));
            control.ReadExactly(first);
            var found = BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt64LittleEndian(first) : BinaryPrimitives.ReadUInt64BigEndian(first);
            return found.ToString(CultureInfo.InvariantCulture) == system;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
