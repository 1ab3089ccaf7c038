using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Linting.Logic;

/// <summary>Paths that are parameters.</summary>
internal static class ParameterPaths
{
    /// <param name="path">`params.n`; null is given for any other.</param>
    public static Parameter? Find(Playbook playbook, string path) =>
        playbook.Parameters.FirstOrDefault(parameter => path == $"params.{parameter.Name}");
}
