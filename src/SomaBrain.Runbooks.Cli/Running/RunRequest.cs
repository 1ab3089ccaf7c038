namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>What the command line asks for.</summary>
/// <param name="Playbook">A path or a name.</param>
/// <param name="Parameters">`name=value`.</param>
/// <param name="Targets">As given to `--target`.</param>
/// <param name="Operator">`--as`.</param>
internal sealed record RunRequest(
    string Playbook,
    IReadOnlyList<string> Parameters,
    IReadOnlyList<string> Targets,
    int? ScratchVersion,
    bool Yes,
    string? Operator,
    bool NoColor)
{
    /// <summary>`--params-file`.</summary>
    public string? ParametersFile { get; init; }

    /// <summary>`--ask`: asks for parameters that have a default too.</summary>
    public bool AsksForAll { get; init; }
}
