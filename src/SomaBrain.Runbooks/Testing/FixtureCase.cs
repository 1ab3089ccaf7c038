using System.Collections.Immutable;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Testing;

/// <summary>One case: what a run is given, what its steps come to, and how it should go.</summary>
/// <param name="At">When the run is started.</param>
/// <param name="Targets">By name and member.</param>
/// <param name="Answers">What people say, by the id or the path of the step that asks.</param>
/// <param name="Results">What steps come to, by id or path: one result for each time, or a list of them.</param>
public sealed record FixtureCase(
    string Name,
    SourceSpan Span,
    DateTimeOffset At,
    string Operator,
    ImmutableArray<GivenParameter> Parameters,
    IReadOnlyDictionary<(string Target, string Member), Value> Targets,
    IReadOnlyDictionary<string, MappedText> Answers,
    IReadOnlyDictionary<string, WrittenResults> Results,
    Expectation Expected);
