using System.Collections.Immutable;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Model;

/// <summary>A value the playbook asks for.</summary>
/// <param name="Default">Null: the parameter is required, unless <paramref name="Optional"/>.</param>
/// <param name="Min">Lowest value, of the parameter's type; for text the shortest length.</param>
/// <param name="Pattern">The whole text must match.</param>
/// <param name="Values">What an enum may be.</param>
/// <param name="Of">What a list holds.</param>
/// <param name="From">Where a secret comes from: as <see cref="SecretSource"/> is written.</param>
public sealed record Parameter(
    string Name,
    ParameterType Type,
    Value? Default,
    bool Optional,
    string? Help,
    Value? Min,
    Value? Max,
    TextPattern? Pattern,
    ImmutableArray<string> Values,
    ParameterType Of,
    string? From,
    SourceSpan Span)
{
    public SecretSource? Source => From is null ? null : SecretSource.Parse(From);

    public bool IsRequired => Default is null && !Optional && From is null;
}
