using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Drilling.Reading;

/// <summary>What the steps of a drill may ask of the system: its parameters.</summary>
internal static class DrillFacts
{
    /// <summary>The names, known before the system is there.</summary>
    public static IEnumerable<string> Of(SystemSpec system)
    {
        IEnumerable<string> names = ["version", "bin", "work", "os_user", "state"];
        foreach (var server in system.Targets.Where(target => target != "pooler"))
        {
            names = names.Concat([$"{server}_data", $"{server}_log", $"{server}_host", $"{server}_port"]);
        }

        return [.. names, .. system.Archive ? ["archive"] : Array.Empty<string>(), .. system.Pooler is null ? Array.Empty<string>() : ["pooler_config", "pooler_host", "pooler_port"]];
    }

    /// <summary>A parameter of the type that <see cref="Systems.DrillSystem.Facts"/> gives it.</summary>
    public static Parameter Declare(string name, SourceSpan span)
    {
        var type = name == "version" || name.EndsWith("_port", StringComparison.Ordinal) ? ParameterType.Integer : ParameterType.String;
        return new(name, type, null, false, null, null, null, null, [], type, null, span);
    }
}
