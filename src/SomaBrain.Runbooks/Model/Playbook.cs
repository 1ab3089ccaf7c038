using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Model;

/// <summary>A playbook, read and checked.</summary>
/// <param name="Effect">The highest effect any step may have; null without a cap.</param>
/// <param name="Vars">Computed at first use, once.</param>
public sealed record Playbook(
    Source Source,
    string Title,
    string? Summary,
    string? Owner,
    ImmutableArray<string> Tags,
    Effect? Effect,
    ImmutableArray<string> References,
    ImmutableArray<Parameter> Parameters,
    ImmutableArray<TargetDeclaration> Targets,
    ImmutableSortedDictionary<string, Template> Vars,
    ImmutableArray<Step> Steps)
{
    /// <summary>Run at the end, whatever became of the steps before.</summary>
    public ImmutableArray<Step> Finally { get; init; } = [];

    /// <summary>What a caller may use, and what is shown at the end.</summary>
    public ImmutableArray<KeyValuePair<string, Template>> Outputs { get; init; } = [];

    /// <summary>What is known of the outputs before the run.</summary>
    public Value.Row OutputTypes { get; init; } = new([]);

    /// <summary>Says of a parameter and the name of a secret that it is given why it may not be one; null where it may.</summary>
    public Func<string, string, Diagnostic?> WhyNoSecret { get; init; } = (_, _) => null;

    /// <summary>The name of the lock that keeps two runs apart; null: that of the playbook's path.</summary>
    public string? Lock { get; init; }

    /// <summary>What becomes of what it changed, when it fails.</summary>
    public AfterFailure AfterFailure { get; init; }

    /// <summary>On which steps work that do not say it; null: on the first one.</summary>
    public string? DefaultTarget { get; init; }

    /// <summary>Of a playbook that is called: the names of its targets, and what the run calls them. Null for the first one.</summary>
    public IReadOnlyDictionary<string, string>? BoundTargets { get; init; }

    /// <summary>Every step in the order of the text, nested ones after the step that holds them.</summary>
    public IEnumerable<Step> AllSteps => WithNested([.. Steps, .. Finally]);

    /// <summary>The playbooks that it calls, those that they call included; one for each call.</summary>
    public IEnumerable<Playbook> Callees => AllSteps.SelectMany(step => step.Blocks).Select(block => block.Callee).OfType<Playbook>().Distinct();

    private static IEnumerable<Step> WithNested(ImmutableArray<Step> steps)
    {
        foreach (var step in steps)
        {
            yield return step;
            foreach (var inner in step.Blocks.SelectMany(block => WithNested(block.Steps)))
            {
                yield return inner;
            }
        }
    }
}
