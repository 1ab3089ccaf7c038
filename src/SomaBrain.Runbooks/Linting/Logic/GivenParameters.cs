using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Linting.Logic;

/// <summary>Parameters that always have a value.</summary>
internal static class GivenParameters
{
    /// <param name="path">`params.n`; null is given for any other.</param>
    public static Parameter? Of(Playbook playbook, string path) =>
        playbook.Parameters.FirstOrDefault(parameter => !parameter.Optional && path == $"params.{parameter.Name}");
}
