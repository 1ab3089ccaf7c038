using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Linting.Logic;

/// <summary>Paths that are parameters.</summary>
internal static class ParameterPaths
{
    private const string Root = "params.";

    /// <param name="path">`params.n`; null is given for any other.</param>
    public static Parameter? Find(Playbook playbook, string path)
    {
        if (!path.StartsWith(Root, StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var parameter in playbook.Parameters)
        {
            if (path.AsSpan(Root.Length).SequenceEqual(parameter.Name))
            {
                return parameter;
            }
        }

        return null;
    }
}
