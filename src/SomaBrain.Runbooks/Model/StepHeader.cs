using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Model;

/// <summary>The keys that every step may have (language.md §3).</summary>
/// <param name="Path">Where it stands: `3`, `3.else.2`.</param>
/// <param name="Keyword">Its kind, as the playbook writes it.</param>
/// <param name="Id">The name other steps use; null without one.</param>
/// <param name="Title">What the operator reads; may have holes.</param>
/// <param name="Help">Markdown: why.</param>
/// <param name="On">The target it works on; null for the playbook's only or first one.</param>
/// <param name="Database">Another database of the same server.</param>
/// <param name="When">False: skipped.</param>
/// <param name="DeclaredEffect">As written; a kind may infer one and be raised by it.</param>
/// <param name="Timeout">For one attempt; null without a limit.</param>
public sealed record StepHeader(
    string Path,
    string Keyword,
    string? Id,
    Template? Title,
    string? Help,
    string? On,
    Template? Database,
    Expression? When,
    Effect? DeclaredEffect,
    TimeSpan? Timeout,
    RetryPolicy? Retry,
    OnFailure OnFailure,
    Loop? Loop,
    SourceSpan Span)
{
    /// <summary>In a playbook that is called: the path of the call with a dot, `4.`; ids are unique in one playbook only.</summary>
    public string Within { get; init; } = "";

    /// <summary>A step that only reads and tells whether the effect is already there (`done_when`); null without one.</summary>
    public Step? DoneWhen { get; init; }

    /// <summary>The steps that revert this one, to be rendered and kept when it succeeds (`undo`).</summary>
    public ImmutableArray<Step> Undo { get; init; } = [];

    /// <summary>Its results are never shown nor kept (`sensitive`).</summary>
    public bool IsSensitive { get; init; }

    /// <summary>It says `sensitive: false`: what the server computes by a secret of this step is none.</summary>
    public bool IsOpen { get; init; }

    /// <summary>What the guard of its target must expect from here on.</summary>
    public ServerChange Changes { get; init; }

    /// <summary>What it has where it says nothing itself.</summary>
    public Defaults Defaults { get; init; } = Defaults.None;

    /// <summary>What people call the step: its id, else its path.</summary>
    public string Name => Id is null ? Path : $"{Within}{Id}";
}
