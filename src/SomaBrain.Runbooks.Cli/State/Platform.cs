using System.Runtime.Versioning;

// Modes, owners and directory flushes are Unix's.
[assembly: UnsupportedOSPlatform("windows")]
