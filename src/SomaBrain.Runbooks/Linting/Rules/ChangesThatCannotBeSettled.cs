using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Linting.Rules;

/// <summary>A change that is no transaction, and nothing tells after a crash whether it took place.</summary>
internal sealed class ChangesThatCannotBeSettled : ILintRule
{
    public IEnumerable<Diagnostic> Check(LintSubject subject) =>
        from place in subject.Places
        where place is { Step.CanBeHalfDone: true, Step.MayRunTwice: false, Step.Header.DoneWhen: null, Block: not { Role: BlockRole.Later } }
        select Problems.WriteWithoutProof(place.Step.Header.Span, place.Step.Header.Keyword);
}
