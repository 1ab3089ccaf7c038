using System.Collections.Immutable;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Testing;

/// <summary>How a case should go. What is null is not asked.</summary>
/// <param name="Path">The ids of the steps that ran, in order.</param>
/// <param name="Arms">The arm of a branch, by the id or path of its step; an empty one: none.</param>
/// <param name="Outputs">By name.</param>
/// <param name="Status">`done`, `failed`, …, or `paused`.</param>
/// <param name="Error">The code of what ended it.</param>
public sealed record Expectation(
    ImmutableArray<MappedText>? Path,
    ImmutableArray<KeyValuePair<MappedText, MappedText>> Arms,
    ImmutableArray<YamlEntry> Outputs,
    MappedText? Status,
    (long Code, SourceSpan Span)? Exit,
    MappedText? Error);
