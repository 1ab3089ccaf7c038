using SomaBrain.Runbooks.Expressions;

namespace SomaBrain.Runbooks.Model;

/// <summary>A step that runs more than once. Closed: `repeat` or `for_each`.</summary>
public abstract record Loop
{
    private Loop()
    {
    }

    /// <param name="Until">Ends the loop when true; speaks of the step by its id.</param>
    /// <param name="Times">Exactly so many turns; a number or one hole.</param>
    /// <param name="Max">At most so many turns or so long; reaching it is a failure.</param>
    /// <param name="Every">The distance between the ends and beginnings of turns.</param>
    public sealed record Repeat(Expression? Until, Template? Times, Template? Max, Template? Every) : Loop;

    /// <param name="Items">A list.</param>
    /// <param name="As">The name of the element inside the step; its number is `index`.</param>
    public sealed record ForEach(Expression Items, string As) : Loop;
}
