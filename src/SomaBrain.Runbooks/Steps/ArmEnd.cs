using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps;

/// <summary>How the steps of an arm ended together. Closed: a kind with several arms decides by it what follows.</summary>
public abstract record ArmEnd
{
    private ArmEnd()
    {
    }

    /// <summary>The run would go on.</summary>
    public sealed record Well : ArmEnd
    {
        public static readonly Well Instance = new();
    }

    /// <param name="Step">Name of the step that ended it.</param>
    public sealed record Failed(string Step, Diagnostic Why) : ArmEnd;

    /// <summary>A step is in doubt: nothing may settle that.</summary>
    public sealed record InDoubt : ArmEnd;

    /// <summary>By the operator: a no, or Ctrl-C; or by the lock, which is another's. Nothing inside failed.</summary>
    public sealed record Stopped : ArmEnd;

    /// <summary>The run waits and goes on later in the same place.</summary>
    public sealed record Paused : ArmEnd;

    /// <summary>What a step's end means for the arm around it, if the run does not go on after it.</summary>
    public static ArmEnd Of(string step, Outcome outcome) => outcome switch
    {
        Outcome.Failed failed when Problems.IsLock(failed.Why) => new Stopped(), // nothing inside the playbook can settle it
        Outcome.Failed failed => new Failed(step, failed.Why),
        Outcome.SaidNo no => new Failed(step, no.Why),
        Outcome.InDoubt => new InDoubt(),
        Outcome.Paused => new Paused(),
        Outcome.Declined or Outcome.Interrupted => new Stopped(),
        _ => Well.Instance,
    };
}
