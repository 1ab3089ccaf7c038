using System.Collections.Immutable;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Reading.Keys;

/// <summary>The keys of `repeat`, as <see cref="LoopReader"/> reads them.</summary>
public static class RepeatKeys
{
    private static readonly Shapes.Shape Most = new Shapes.Shape.AnyOf(
        [new Shapes.Shape.Integer(1, int.MaxValue - 1), new Shapes.Shape.Template($"[1-9][0-9]*|{Shapes.Shape.Duration.Pattern}", "a number of turns or a duration such as `10m`")]);

    public static readonly ImmutableArray<Key> All =
    [
        new("until", new Shapes.Shape.Expression(IsCondition: true), "Ends the loop when true; speaks of the step itself as `steps.<id>`.") { Example = "steps.batch.affected == 0" },
        new("times", CommonShapes.Turns, "At most so many turns, and the last one is a success.") { Example = "20" },
        new("max", Most, "So many turns, or so long, at most; reaching it is a failure.") { Example = "10m" },
        new("every", CommonShapes.Length, "The distance between two turns.") { Example = "1s" },
    ];

    /// <summary>A loop has an end: so many turns, or a condition and a limit.</summary>
    public static readonly Shapes.Shape Shape = new Shapes.Shape.Object(All) { OneOf = [["times"], ["until", "max"]] };
}
