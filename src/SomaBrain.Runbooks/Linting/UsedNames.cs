using SomaBrain.Runbooks.Reading;

namespace SomaBrain.Runbooks.Linting;

/// <summary>Which names the expressions of a playbook speak of.</summary>
public sealed class UsedNames
{
    private readonly HashSet<(string Root, string Name)> _names = [];
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);

    public static UsedNames In(StepNames names)
    {
        var used = new UsedNames();
        foreach (var path in names.Uses.SelectMany(use => use.Expression.References).Select(reference => reference.Path))
        {
            if (path.Length > 1)
            {
                used._names.Add((path[0], path[1]));
            }
            else
            {
                used._whole.Add(path[0]); // `steps[params.which]`: any of them
            }
        }

        return used;
    }

    public bool Has(string root, string name) => _whole.Contains(root) || _names.Contains((root, name));
}
