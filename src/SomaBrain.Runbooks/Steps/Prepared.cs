using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps;

/// <summary>
/// A step with all its holes filled, before it does anything. Closed. What is described is what runs: the values are
/// computed once.
/// </summary>
public abstract record Prepared
{
    private Prepared()
    {
    }

    /// <param name="Description">Null for kinds that have nothing to show.</param>
    /// <param name="Run">Carries the step out. Called at most once.</param>
    /// <param name="Until">What will tell a value that is unknown yet (`step batch`); null when all is known. Only in a dry
    /// run, which then cannot run the step.</param>
    public sealed record Ready(Description? Description, Func<CancellationToken, ValueTask<Outcome>> Run, string? Until = null) : Prepared
    {
        /// <summary>What an end that is known already, of a recorded run or out of a test, means for the step as it is prepared
        /// now: a contract may refuse it. Null: what it meant then.</summary>
        public Func<Outcome, Outcome>? Judge { get; init; }

        /// <summary>For a dry run, which asks it before it carries out what only reads: what stands in the step's way now and is no mistake of its
        /// own, such as a file that is there already.</summary>
        public Func<Diagnostic?>? Obstacle { get; init; }

        /// <summary>Why a dry run cannot even say what would be sent, as <see cref="Until"/> is to come; null: it can.</summary>
        public string? Unsaid { get; init; }
    }

    public sealed record Refused(Diagnostic Why) : Prepared;
}
