using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SomaBrain.Runbooks.Steps.Locks;

/// <summary>The number that PostgreSQL knows a lock by: 64 bits of the hash of its name, so that programs agree on it.</summary>
/// <param name="Number">For `pg_try_advisory_lock`.</param>
public readonly record struct LockKey(long Number)
{
    public static LockKey Of(string name) =>
        new(BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"somabrain-runbook lock {name}"))));

    /// <summary>As `pg_locks` shows it: `classid`.</summary>
    public uint High => (uint)(Number >>> 32);

    /// <summary>As `pg_locks` shows it: `objid`.</summary>
    public uint Low => (uint)Number;
}
