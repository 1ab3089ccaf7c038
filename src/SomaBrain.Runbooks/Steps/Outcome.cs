using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps;

/// <summary>
/// How a step ended. Closed: the loop, the journal and the views `switch` over the records below. A step kind returns an
/// outcome for whatever happens in the world; an exception is its own mistake.
/// </summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>What a `metric` measured.</summary>
    public MetricReading? Metric { get; init; }

    /// <param name="Result">The members that `steps.&lt;id&gt;` has.</param>
    public sealed record Succeeded(Value.Row Result, Changed Changed = Changed.None) : Outcome;

    /// <summary>Done, with something the operator should see.</summary>
    public sealed record Warned(Diagnostic Why, Value.Row Result) : Outcome;

    /// <summary>An assert or a metric said no. Nothing went wrong in the step itself.</summary>
    public sealed record SaidNo(Diagnostic Why, Value.Row Result) : Outcome;

    /// <param name="Result">What is known all the same: the output of a command that failed.</param>
    public sealed record Failed(Diagnostic Why, Changed Changed = Changed.None, Value.Row? Result = null) : Outcome;

    /// <summary>An effect was begun and nobody knows whether it took place.</summary>
    public sealed record InDoubt(Diagnostic Why) : Outcome;

    /// <summary>Control flow: these arms go on. More than one only in a dry run that cannot know which.</summary>
    public sealed record Took(ImmutableArray<string> Arms, bool Certain = true) : Outcome
    {
        /// <summary>The arms belong to another playbook, with names of its own.</summary>
        public Entered? Enters { get; init; }
    }

    /// <summary>A person must answer and nobody is there; the run can be continued later.</summary>
    public sealed record Paused(string Question) : Outcome
    {
        /// <summary>Why what was said so far is no answer.</summary>
        public Diagnostic? Why { get; init; }

        /// <summary>How the answer can be given to `resume`: `pick=VALUE`; null: only at a terminal, or by `--yes`.</summary>
        public string? Answer { get; init; }

        /// <summary>How many people besides the operator have to agree.</summary>
        public int Approvals { get; init; }

        public DateTimeOffset? Expires { get; init; }
    }

    /// <summary>The operator said no.</summary>
    public sealed record Declined(string By) : Outcome;

    /// <summary>Cancelled by the operator before it could change anything.</summary>
    /// <param name="Changed">By attempts before the one that was not made any more.</param>
    public sealed record Interrupted(Changed Changed = Changed.None) : Outcome;

    /// <summary>A dry run's answer for a step that was not run.</summary>
    /// <param name="Reason">Why the grade is no better.</param>
    public sealed record Planned(Grade Grade, string? Reason) : Outcome
    {
        /// <summary>What a `preview` read in its place.</summary>
        public Value.Row? Preview { get; init; }

        /// <summary>The members that are known all the same, such as a secret that is unknown but secret; null: all are unknown.</summary>
        public Value.Row? Result { get; init; }

        /// <summary>What a step read all the same, for the plan only.</summary>
        public Value.Row? Observed { get; init; }

        /// <summary>What it would fail with as things are now; null where a step before it, that was not run, may mend that.</summary>
        public Diagnostic? Why { get; init; }

        /// <summary>What will tell its result: `step batch`; null when that is the step itself.</summary>
        public string? Until { get; init; }
    }
}
