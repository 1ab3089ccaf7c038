using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Http;

/// <summary>A request to a web server.</summary>
/// <param name="Status">The codes that are a success; empty: 200 to 299.</param>
public sealed record HttpStep(
    StepHeader Header,
    Effect Declared,
    Template Url,
    string Method,
    ImmutableArray<KeyValuePair<string, Template>> Headers,
    Template? Body,
    ImmutableArray<int> Status) : Step(Header)
{
    public override Effect Effect => Declared;

    public override ImmutableArray<KeyValuePair<string, Template>> Terms => Status.IsEmpty ? [] : [new("status", Template.Literal(string.Join(", ", Status), Header.Span))];

    public override ImmutableArray<string> ResultsOfFailure => ["status", "body", "json"];

    public override bool Observes => true;

    public override bool CanBeHalfDone => Effect != Effect.Read;

    public bool Expects(int status) => Status.IsEmpty ? status is >= 200 and <= 299 : Status.Contains(status);
}
