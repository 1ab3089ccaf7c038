using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps;

/// <summary>The kinds a program knows.</summary>
public sealed class StepCatalog(ImmutableArray<IStepKind> kinds)
{
    private readonly Dictionary<string, IStepKind> _byKeyword = kinds.ToDictionary(kind => kind.Keyword, StringComparer.Ordinal);

    public ImmutableArray<IStepKind> Kinds { get; } = kinds;

    /// <summary>What the kinds mask.</summary>
    public KnownSecrets Secrets { get; init; } = new(Masker.None);

    public IEnumerable<string> Keywords => Kinds.Select(kind => kind.Keyword);

    public IStepKind this[string keyword] => _byKeyword[keyword];

    public bool TryGet(string keyword, [NotNullWhen(true)] out IStepKind? kind) => _byKeyword.TryGetValue(keyword, out kind);
}
