using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>What is known before the first step.</summary>
/// <param name="Operator">As claimed.</param>
/// <param name="Targets">Where each leads to, without password.</param>
/// <param name="MayChange">Steps that are not `read`.</param>
/// <param name="DryRun">No step that may change something is run.</param>
public sealed record RunHeader(
    Playbook Playbook,
    string RunId,
    string Operator,
    ImmutableArray<RunTarget> Targets,
    ImmutableArray<PlannedStep> MayChange,
    bool DryRun = false);
