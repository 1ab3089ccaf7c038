using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>All that a run is made of.</summary>
/// <param name="StartedAt">Fixed when the run was opened; a resumed run keeps it.</param>
/// <param name="Recorded">What an earlier part of the same run did; empty for a new one.</param>
public sealed record RunSetup(
    string RunId,
    Playbook Playbook,
    IReadOnlyDictionary<string, Value> Parameters,
    ITargets Targets,
    IOperator Operator,
    string OperatorName,
    IStepJournal Journal,
    TimeProvider Time,
    DateTimeOffset StartedAt,
    bool DryRun,
    Recorded Recorded)
{
    /// <summary>What a person said of steps in doubt.</summary>
    public Resolutions Resolutions { get; init; } = Resolutions.None;

    /// <summary>A word to the operator while the run goes on.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Of a run that undoes another: its steps as they were kept, by their path.</summary>
    public IReadOnlyDictionary<string, KeptStep> Kept { get; init; } = new Dictionary<string, KeptStep>();

    /// <summary>Of a run that undoes another: in which call those of its steps stood that speak of secrets there, by their path.</summary>
    public IReadOnlyDictionary<string, EnteredCall> Entered { get; init; } = new Dictionary<string, EnteredCall>();

    /// <summary>The playbooks that it followed before this one, oldest first: each changed one that was accepted took the place of another.</summary>
    public IReadOnlyList<Playbook> Former { get; init; } = [];

    /// <summary>The run is given up: what is open is settled, nothing new is begun, and what has to run at the end runs.</summary>
    public bool GivesUp { get; init; }

    /// <summary>Asked for before each effect.</summary>
    public IRunLock Lock { get; init; } = NoRunLock.Instance;

    /// <summary>Null where nobody keeps a key: then nothing is compared.</summary>
    public Marks? Marks { get; init; }

    /// <summary>Answered from a record: nothing is waited for.</summary>
    public bool IsReplay { get; init; }
}
