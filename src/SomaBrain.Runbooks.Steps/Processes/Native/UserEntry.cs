using System.Runtime.InteropServices;

namespace SomaBrain.Runbooks.Steps.Processes.Native;

/// <summary>`struct passwd` of Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct UserEntry
{
    public byte* Name;
    public byte* Password;
    public uint User;
    public uint Group;
    public byte* Description;
    public byte* Home;
    public byte* Shell;
}
