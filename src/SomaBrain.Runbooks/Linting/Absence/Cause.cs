using System.Collections.Immutable;
using SomaBrain.Runbooks.Linting.Logic;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Linting.Absence;

/// <summary>Why a result may not be there.</summary>
/// <param name="Why">As a message says it.</param>
/// <param name="Unless">Where this holds it is there.</param>
/// <param name="Seen">What `steps.&lt;id&gt;` is then, of the steps that show it: whoever has asked for that knows. Each way there is.</param>
/// <param name="Empty">The path of a list that is empty then.</param>
internal sealed record Cause(string Why, Formula Unless, ImmutableArray<Value.Row> Seen, ImmutableArray<string>? Empty = null);
