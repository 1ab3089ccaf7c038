using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Planning;

/// <summary>What a dry run found out about one step.</summary>
/// <param name="Key">The step's path, loop turns included.</param>
/// <param name="Depth">0 for the playbook's own steps; one more inside each arm.</param>
/// <param name="Title">Rendered; null without one.</param>
/// <param name="Grade">How it was simulated; null when it is skipped.</param>
/// <param name="Reason">Why the grade is no better, or why it is skipped.</param>
/// <param name="Condition">Said of a step that may not run at all: `when` or an arm whose condition is unknown yet.</param>
/// <param name="Result">The key result of an executed step, in one line.</param>
/// <param name="Problem">An executed step's failure: the run would end here.</param>
public sealed record PlannedStep(
    string Key,
    int Depth,
    StepHeader Header,
    string? Title,
    Effect Effect,
    Grade? Grade,
    string? Reason,
    string? Condition,
    Description? Description,
    string? Result,
    Diagnostic? Problem)
{
    public bool Simulated => Grade is Steps.Grade.Executed or Steps.Grade.Checked;
}
