using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Model;

/// <summary>One step of a playbook as data. Open: each kind derives its own record in its own folder.</summary>
public abstract record Step(StepHeader Header)
{
    /// <summary>The effect the engine counts with: inferred by the kind or declared, whichever is higher.</summary>
    public abstract Effect Effect { get; }

    /// <summary>Nested steps by arm; empty for every kind that is not control flow.</summary>
    public virtual ImmutableArray<Block> Blocks => [];

    /// <summary>Whether it works on a server; then the journal names the target.</summary>
    public virtual bool UsesTarget => false;

    /// <summary>Whether its texts, once rendered, are all there is to it: then it can be kept as an `undo` and run another day.</summary>
    public virtual bool CanBeKept => false;

    /// <summary>Whether it has results of its own that could be worth hiding.</summary>
    public virtual bool CanBeSensitive => UsesTarget;

    /// <summary>Whether a run may end here for a while, and go on in another process.</summary>
    public virtual bool MayPause => false;

    /// <summary>Whether `database` says something for it.</summary>
    public virtual bool UsesDatabase => UsesTarget;
}
