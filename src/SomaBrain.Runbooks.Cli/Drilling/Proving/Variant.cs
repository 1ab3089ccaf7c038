using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Drilling.Proving;

/// <summary>A playbook with something taken out.</summary>
/// <param name="Playbook">The real path of the file that is changed.</param>
/// <param name="Without">What was taken out: `any step`, `step batch`.</param>
internal sealed record Variant(string Playbook, string Without, string Text)
{
    /// <summary>Why it is no playbook any more; null where it is one. A drill that fails because of that proves nothing.</summary>
    public Diagnostic? Mistake()
    {
        var source = new Source(Playbook, Text);
        var problems = new DiagnosticBag();
        new PlaybookReader(BuiltInSteps.ForReading(), new CalledPlaybooks(new(Playbook, source, []))).Read(source, problems);
        return problems.FirstOrDefault(problem => problem.Severity == Severity.Error);
    }
}
