using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Note;

/// <summary>Markdown for the operator and the journal.</summary>
public sealed record NoteStep(StepHeader Header, Template Text) : Step(Header)
{
    public override Effect Effect => Effect.Read;

    public override bool CanBeKept => true;

    /// <summary>A plan shows it whole.</summary>
    public bool IsForPeople { get; init; }
}
