using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Tests.Architecture;

/// <summary>A file of the repository as the rules look at it: by its text, so that a violation names a file.</summary>
/// <param name="Path">Relative to the root, with `/`.</param>
/// <param name="Text">All of it.</param>
public sealed partial record SourceFile(string Path, string Text)
{
    private static readonly Lazy<SourceFile[]> Files = new(() => [.. Read("src"), .. Read("tests")]);

    public static IEnumerable<SourceFile> InSource => Files.Value.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal));

    public static IEnumerable<SourceFile> InCore => Files.Value.Where(file => file.Path.StartsWith("src/SomaBrain.Runbooks/", StringComparison.Ordinal));

    public static IEnumerable<SourceFile> Everywhere => Files.Value;

    public string Folder => Path[..Path.LastIndexOf('/')];

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>For a file of the core, the first folder below it.</summary>
    public string Layer => Path.Split('/')[2];

    public int Lines => Text.Count(c => c == '\n');

    /// <summary>The text without comments.</summary>
    public string WithoutComments => CommentOrLiteral().Replace(Text, found => found.Value[0] == '/' ? " " : found.Value);

    /// <summary>The text without comments and literals. An expression inside an interpolated string goes with it.</summary>
    public string CodeOnly => CommentOrLiteral().Replace(Text, found => found.Value[0] == '/' ? " " : "\"\"");

    private static IEnumerable<SourceFile> Read(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(Repository.At(folder), "*.cs", SearchOption.AllDirectories))
        {
            var relative = System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
            if (!relative.Contains("/obj/", StringComparison.Ordinal) && !relative.Contains("/bin/", StringComparison.Ordinal))
            {
                yield return new SourceFile(relative, File.ReadAllText(path).ReplaceLineEndings("\n"));
            }
        }
    }

    [GeneratedRegex(""""
        ("{3,})[\s\S]*?\1                  # raw
        | \$?@\$?"(?:""|[^"])*"            # verbatim
        | "(?:\\.|[^"\\\n])*"              # plain, interpolated
        | '(?:\\.|[^'\\\n])+'              # character
        | //[^\n]* | /\*[\s\S]*?\*/
        """", RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex CommentOrLiteral();
}
