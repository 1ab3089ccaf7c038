using System.Runtime.InteropServices;

namespace SomaBrain.Runbooks.Steps.Processes.Native;

/// <summary>A user of the operating system.</summary>
internal sealed record OsUser(string Name, uint Id, uint Group, string Home)
{
    private static readonly Lock OneAtATime = new();

    /// <summary>Whether a process of ours runs as this user without any help.</summary>
    public bool IsUs => Id == Libc.EffectiveUser();

    public static bool WeAreRoot => Libc.EffectiveUser() == 0;

    /// <summary>Null when the system knows none of the name.</summary>
    public static unsafe OsUser? Find(string name)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        lock (OneAtATime) // the answer stands in memory of the C library
        {
            using var text = new StringBlock([name]);
            var entry = Libc.UserByName(text.First);
            return entry is null ? null : new(Text(entry->Name), entry->User, entry->Group, Text(entry->Home));
        }
    }

    /// <summary>Gives a file or directory away.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public unsafe void Own(string path)
    {
        using var name = new StringBlock([path]);
        if (Libc.ChangeOwner(name.First, Id, Group) != 0)
        {
            throw new IOException($"{Marshal.GetLastPInvokeErrorMessage()}: {path}");
        }
    }

    private static unsafe string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
