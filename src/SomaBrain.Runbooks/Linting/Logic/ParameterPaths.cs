using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Linting.Logic;

/// <summary>Paths that are parameters. A playbook may have thousands, of thousands of words, and as many conditions that ask for them.</summary>
/// <param name="mark">What a path ends with that is a parameter of this playbook, and not of one that it calls.</param>
internal sealed class ParameterPaths(Playbook playbook, string mark = "")
{
    private const string Root = "params.";

    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private Dictionary<string, int>? _places;

    /// <param name="path">`params.n`; null is given for any other.</param>
    public Parameter? Find(string path)
    {
        if (!path.StartsWith(Root, StringComparison.Ordinal) || !path.EndsWith(mark, StringComparison.Ordinal))
        {
            return null;
        }

        if (_places is null)
        {
            _places = new(StringComparer.Ordinal);
            for (var i = 0; i < playbook.Parameters.Length; i++)
            {
                _places.TryAdd(playbook.Parameters[i].Name, i);
            }
        }

        return _places.TryGetValue(path[Root.Length..^mark.Length], out var place) ? playbook.Parameters[place] : null;
    }

    /// <summary>Whether an enum may be this.</summary>
    public bool IsWord(Parameter parameter, string word)
    {
        if (_words.Add(parameter.Name))
        {
            foreach (var one in parameter.Values)
            {
                _words.Add(WordOf(parameter, one));
            }
        }

        return _words.Contains(WordOf(parameter, word));
    }

    /// <summary>The name of a parameter has no blank.</summary>
    private static string WordOf(Parameter parameter, string word) => $"{parameter.Name} {word}";
}
