using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;

namespace SomaBrain.Runbooks.Model;

/// <summary>One step of a playbook as data. Open: each kind derives its own record in its own folder.</summary>
public abstract record Step(StepHeader Header)
{
    /// <summary>The effect the engine counts with: inferred by the kind or declared, whichever is higher.</summary>
    public abstract Effect Effect { get; }

    /// <summary>Why it is not less; null where the step itself says so.</summary>
    public virtual EffectReason? WhyEffect => null;

    /// <summary>Nested steps by arm; empty for every kind that is not control flow.</summary>
    public virtual ImmutableArray<Block> Blocks => [];

    /// <summary>Whether its result is of the world outside the run, which earlier steps may have changed.</summary>
    public virtual bool Observes => false;

    /// <summary>Whether it works on a server; then the journal names the target.</summary>
    public virtual bool UsesTarget => false;

    /// <summary>Whether it cannot begin before its server answers.</summary>
    public virtual bool Connects => false;

    /// <summary>A failure of the steps inside it is one of its own: `on_failure` says what it means.</summary>
    public virtual bool FailsAsWhole => false;

    /// <summary>Whether its texts, once rendered, are all there is to it: then it can be kept as an `undo` and run another day.</summary>
    public virtual bool CanBeKept => false;

    /// <summary>Whether it has results of its own that could be worth hiding.</summary>
    public virtual bool CanBeSensitive => UsesTarget;

    /// <summary>Whether a run may end here for a while, and go on in another process.</summary>
    public virtual bool MayPause => false;

    /// <summary>Whether `database` says something for it.</summary>
    public virtual bool UsesDatabase => UsesTarget;

    /// <summary>Somebody has agreed to go on, once it is done.</summary>
    public virtual bool AsksConsent => false;

    /// <summary>The run does not get past it unless each of these is true.</summary>
    public virtual ImmutableArray<Expression> Demands => [];

    /// <summary>Its results that are there although it failed, as what it saw is what made it fail.</summary>
    public virtual ImmutableArray<string> ResultsOfFailure => [];

    /// <summary>Its id is used from outside of the playbook, as the name of an answer.</summary>
    public virtual bool NeedsId => false;

    /// <summary>Before its effect it puts on disk by itself that it begins; its intent need not be flushed before, only with that.</summary>
    public virtual bool RecordsBeginning => false;

    /// <summary>The path of a new file that its result is put into; null without one.</summary>
    public virtual Template? SavesTo => null;

    /// <summary>What its kind was told that decides what it does or refuses, beside what it sends: `affected`, `session`. As written, in order.</summary>
    public virtual ImmutableArray<KeyValuePair<string, Template>> Terms => [];

    /// <summary>Cut off in the middle, it leaves an effect of which nobody knows whether it took place: it is not one transaction.</summary>
    public virtual bool CanBeHalfDone => false;

    /// <summary>Whoever does not know whether it took place may have it done again: that does no harm, and nothing could tell.</summary>
    public virtual bool MayRunTwice => false;
}
