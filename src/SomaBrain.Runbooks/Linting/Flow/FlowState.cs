using SomaBrain.Runbooks.Linting.Logic;

namespace SomaBrain.Runbooks.Linting.Flow;

/// <summary>What is known at a point of a playbook, on every way to it.</summary>
public sealed class FlowState
{
    public static readonly FlowState Start = new(true, Formula.False);

    /// <summary>No way leads here, so that everything is true on all of them.</summary>
    public static readonly FlowState Nowhere = new(false, Formula.True);

    private FlowState(bool isReached, Formula confirmed, Facts? facts = null)
    {
        IsReached = isReached;
        Confirmed = confirmed;
        Facts = facts;
    }

    /// <summary>Some run can come here.</summary>
    public bool IsReached { get; }

    /// <summary>Somebody has agreed, whichever way the run came.</summary>
    internal bool IsConfirmed(ParameterPaths parameters) =>
        Confirmed is Formula.Truth { Is: var known } ? known : Worlds.MayFail(Confirmed, About(Confirmed), _ => Known.Open, parameters) == false;

    /// <summary>Where this holds, somebody has agreed.</summary>
    private Formula Confirmed { get; }

    private Facts? Facts { get; }

    /// <summary>What is known here of what a formula speaks of.</summary>
    internal List<Formula> About(Formula formula) => Facts.About(Facts, formula);

    /// <summary>Here, and as long as no other way meets this one, it is true.</summary>
    internal FlowState Knowing(Formula fact) => fact is { Size: <= Formula.Largest } and not Formula.Truth ? new(IsReached, Confirmed, new(fact, Facts)) : this;

    /// <summary>Where two ways meet.</summary>
    public FlowState Or(FlowState other) => new(IsReached || other.IsReached, Bounded(Formula.And(Confirmed, other.Confirmed)), Common(other));

    /// <summary>Where two ways meet that a condition has parted: this one where it holds.</summary>
    internal FlowState Or(FlowState other, Formula condition) =>
        new(IsReached || other.IsReached, Bounded(Formula.Either(condition, Confirmed, other.Confirmed)), Common(other));

    /// <summary>Somebody agrees.</summary>
    public FlowState Confirm() => new(IsReached, Formula.True, Facts);

    /// <summary>Whoever agreed on another way that the run takes as well.</summary>
    public FlowState And(FlowState other) => new(IsReached && other.IsReached, Bounded(Formula.Or(Confirmed, other.Confirmed)), Facts);

    /// <summary>Inside of what runs only where the condition holds.</summary>
    internal FlowState Where(Formula condition) => new(IsReached, Bounded(Formula.Or(Formula.Not(condition), Confirmed)), Facts);

    /// <summary>Behind what ends the run where the condition does not hold.</summary>
    internal FlowState Demanding(Formula condition) =>
        Confirmed is Formula.Truth ? Knowing(condition)
        : Formula.Or(Formula.Not(condition), Confirmed) is { Size: <= Formula.Largest } confirmed ? new(IsReached, confirmed, Facts) : this;

    /// <summary>Nothing was asked between there and here.</summary>
    internal bool IsAsConfirmedAs(FlowState other) => ReferenceEquals(Confirmed, other.Confirmed);

    /// <summary>Where no way leads, nothing is lost.</summary>
    private Facts? Common(FlowState other) => !IsReached ? other.Facts : !other.IsReached ? Facts : Facts.Common(Facts, other.Facts);

    /// <summary>Nobody has agreed for sure, where it takes too long to tell.</summary>
    private static Formula Bounded(Formula formula) => formula.Size > Formula.Largest ? Formula.False : formula;
}
