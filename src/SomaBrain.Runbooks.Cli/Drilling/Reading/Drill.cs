using System.Collections.Immutable;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Drilling.Reading;

/// <summary>A drill, read and checked. Its sections are one list of steps: what one remembers, the others speak of.</summary>
/// <param name="Path">As it was named.</param>
/// <param name="Needs">Programs that have to be there, or `root`.</param>
/// <param name="Steps">The paths of its steps begin with the section: `check.3`.</param>
internal sealed record Drill(string Path, string Title, SystemSpec System, ImmutableArray<string> Needs, Playbook Steps)
{
    public const string Extension = ".drill.yaml";

    /// <summary>The output that tells the recovery point.</summary>
    public const string Lost = "lost";

    /// <summary>The output that tells how much longer the playbook takes than the same commands by hand.</summary>
    public const string Overhead = "overhead";

    /// <summary>The playbook it stands beside: `x.yaml` for `x.drill.yaml` and `x.case.drill.yaml`.</summary>
    public string Playbook => PlaybookOf(Path);

    /// <summary>The longest name that is a playbook: a playbook's own name may have a dot.</summary>
    public static string PlaybookOf(string path)
    {
        var stem = path.EndsWith(Extension, StringComparison.Ordinal) ? path[..^Extension.Length] : path;
        var name = stem;
        while (!File.Exists($"{name}.yaml") && global::System.IO.Path.GetFileName(name).LastIndexOf('.') is > 0 and var dot)
        {
            name = name[..(name.Length - global::System.IO.Path.GetFileName(name).Length + dot)];
        }

        return File.Exists($"{name}.yaml") ? $"{name}.yaml" : $"{stem}.yaml";
    }
}
