using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;

namespace SomaBrain.Runbooks.Linting.Rules;

/// <summary>A change that may take for ever.</summary>
internal sealed class WritesWithoutTimeout : ILintRule
{
    public IEnumerable<Diagnostic> Check(LintSubject subject) =>
        from place in subject.Places
        let step = place.Step
        where step.Effect != Effect.Read && step.Blocks.IsEmpty && step.Header.Timeout is null
        select Problems.WriteWithoutTimeout(step.Header.Span, EffectName.Of(EffectOf(place, subject)));

    private static Effect EffectOf(StepPlace place, LintSubject subject) =>
        place is { Block.Role: BlockRole.Later, Parent.Step: var undone } ? UndoReader.EffectOf(undone, subject.Catalog[undone.Header.Keyword], place.Step) : place.Step.Effect;
}
