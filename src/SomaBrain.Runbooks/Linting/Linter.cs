using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Linting.Rules;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Linting;

/// <summary>Looks at a playbook that has no errors for what a reviewer wants to be told.</summary>
public sealed class Linter(StepCatalog catalog)
{
    private static readonly ILintRule[] Rules =
    [
        new NoCap(),
        new UnusedParameters(),
        new UnusedVars(),
        new UnusedIds(),
        new ForgottenBraces(),
        new DeadEnds(),
        new DestroysUnasked(),
        new SkippedResults(),
        new SavedToTheSame(),
        new WritesWithoutTimeout(),
        new ChangesThatCannotBeSettled(),
        new ParametersWithoutHelp(),
        new ShortSecrets(),
    ];

    /// <summary>Adds a warning for each finding that no comment silences, and for each comment that silences none.</summary>
    public void Lint(ReadPlaybook read, DiagnosticBag problems)
    {
        var subject = new LintSubject(read, catalog);
        var steps = read.Silencing.All.IsEmpty ? null : new StepLines(subject.Places);
        var all = subject.Places.Select(place => place.Step).ToArray();
        var ofKinds = all.SelectMany((step, i) => catalog[step.Header.Keyword].Lint(step, new ArraySegment<Step>(all, 0, i)));
        foreach (var finding in Rules.SelectMany(rule => rule.Check(subject)).Concat(ofKinds))
        {
            if (!read.Silencing.Silences(finding, steps?.Around(finding.Span)))
            {
                problems.Add(finding);
            }
        }

        foreach (var comment in read.Silencing.Unused)
        {
            problems.Add(comment.CanSilence || (comment.Code is not null && comment.Reason.Length > 0)
                ? Problems.SilencesNothing(comment.Span, comment.Code!)
                : Problems.SilencedWithoutReason(comment.Span, comment.Code));
        }
    }
}
