using SomaBrain.Runbooks.Linting.Logic;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Linting.Flow;

/// <summary>What is known at a point of a playbook, on every way to it.</summary>
public readonly record struct FlowState
{
    public static readonly FlowState Start = new(true, Formula.False);

    /// <summary>No way leads here, so that everything is true on all of them.</summary>
    public static readonly FlowState Nowhere = new(false, Formula.True);

    private FlowState(bool isReached, Formula confirmed)
    {
        IsReached = isReached;
        Confirmed = confirmed;
    }

    /// <summary>Some run can come here.</summary>
    public bool IsReached { get; }

    /// <summary>Somebody has agreed, whichever way the run came.</summary>
    /// <param name="parameterOf">The parameter that a path is.</param>
    public bool IsConfirmed(Func<string, Parameter?> parameterOf) =>
        Confirmed is Formula.Truth { Is: var known } ? known : Worlds.MayFail(Confirmed, [], _ => Known.Open, parameterOf) == false;

    /// <summary>Where this holds, somebody has agreed.</summary>
    private Formula Confirmed { get; }

    /// <summary>Where two ways meet.</summary>
    public FlowState Or(FlowState other) => new(IsReached || other.IsReached, Bounded(Formula.And(Confirmed, other.Confirmed)));

    /// <summary>Where two ways meet that a condition has parted: this one where it holds.</summary>
    internal FlowState Or(FlowState other, Formula condition) =>
        new(IsReached || other.IsReached, Bounded(Formula.Either(condition, Confirmed, other.Confirmed)));

    /// <summary>Somebody agrees.</summary>
    public FlowState Confirm() => new(IsReached, Formula.True);

    /// <summary>Whoever agreed on another way that the run takes as well.</summary>
    public FlowState And(FlowState other) => new(IsReached && other.IsReached, Bounded(Formula.Or(Confirmed, other.Confirmed)));

    /// <summary>Inside of what runs only where the condition holds.</summary>
    internal FlowState Where(Formula condition) => new(IsReached, Bounded(Formula.Or(Formula.Not(condition), Confirmed)));

    /// <summary>Behind what ends the run where the condition does not hold. It only counts where some way was asked on before.</summary>
    internal FlowState Demanding(Formula condition) =>
        Confirmed is not Formula.Truth && Formula.Or(Formula.Not(condition), Confirmed) is { Size: <= Formula.Largest } confirmed ? new(IsReached, confirmed) : this;

    /// <summary>Nothing was asked between there and here.</summary>
    internal bool IsAsConfirmedAs(FlowState other) => ReferenceEquals(Confirmed, other.Confirmed);

    /// <summary>Nobody has agreed for sure, where it takes too long to tell.</summary>
    private static Formula Bounded(Formula formula) => formula.Size > Formula.Largest ? Formula.False : formula;
}
