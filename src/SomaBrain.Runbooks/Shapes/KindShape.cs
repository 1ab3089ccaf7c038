using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Shapes;

/// <summary>How a step of a kind is written: the value of the kind's own key, and the keys that stand beside it.</summary>
/// <param name="Help">What the kind is for, as Markdown.</param>
/// <param name="Example">A value of the kind's key, in flow style.</param>
public sealed record KindShape(string Help, Shape Value, string Example, ImmutableArray<Key> Options);
