using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Tests.Architecture;

/// <summary>Console, files, processes, clock and chance come into the core through what it is given.</summary>
public sealed partial class Core_is_pure
{
    [Fact]
    public void The_core_reaches_nothing_outside_itself() =>
        Assert.Empty(
            from file in SourceFile.InCore
            let code = file.CodeOnly
            from Match found in Outside().Matches(code)
            select $"{file.Path} uses {found.Value.Trim()}");

    [GeneratedRegex("""
        (?<![.\w]) (System\.(IO\.|Diagnostics\.)?)?
          (Console|File|Directory|Process|Environment|Random|RandomNumberGenerator|Stopwatch|Thread)\.[A-Z]\w*
        | \bnew\s+(FileStream|FileInfo|DirectoryInfo|Process|ProcessStartInfo|Random|HttpClient|Socket|TcpClient|Thread)\b
        | \bDateTime(Offset)?\.(Now|UtcNow|Today)\b
        | \bGuid\.(NewGuid|CreateVersion7)\b
        | \bTimeProvider\.System\b
        | \bSystem\.(Reflection|Net|Diagnostics\.Process)\b
        | \b(LibraryImport|DllImport)\b
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Outside();
}
