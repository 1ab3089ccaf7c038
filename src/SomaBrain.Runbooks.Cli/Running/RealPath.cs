using System.Collections.Concurrent;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>Where a path leads when every link in it is followed, as `realpath` says.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path) => Of(path, []);

    /// <param name="path">The path.</param>
    /// <param name="known">Where others lead from this working folder, and the folders on their way; more are added.</param>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path, ConcurrentDictionary<string, string> known)
    {
        var links = 0;
        return known.TryGetValue(path, out var found) ? found : known[path] = Of(Path.GetFullPath(path), known, ref links);
    }

    /// <summary>`a/../b` is `b`: by its words alone.</summary>
    public static string Tidy(string path)
    {
        List<string> words = [];
        foreach (var word in path.Split('/').Where(word => word is not ("" or ".")))
        {
            if (word == ".." && words.Count > 0 && words[^1] != "..")
            {
                words.RemoveAt(words.Count - 1);
            }
            else if (word != ".." || !Path.IsPathRooted(path))
            {
                words.Add(word);
            }
        }

        return (Path.IsPathRooted(path) ? "/" : "") + string.Join('/', words);
    }

    private static string Of(string full, ConcurrentDictionary<string, string> known, ref int links)
    {
        if (Path.GetDirectoryName(full) is not { } folder)
        {
            return full;
        }

        if (known.TryGetValue(full, out var found))
        {
            return found;
        }

        var real = Path.Combine(Of(folder, known, ref links), Path.GetFileName(full));
        if (new FileInfo(real).LinkTarget is { } target)
        {
            real = ++links > MostLinks
                ? throw new IOException("too many links")
                : Of(Path.GetFullPath(target, Path.GetDirectoryName(real)!), known, ref links);
        }

        return known[full] = real;
    }
}
