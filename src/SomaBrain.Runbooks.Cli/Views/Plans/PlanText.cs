using SomaBrain.Runbooks.Cli.Views.Ending;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Views.Plans;

/// <summary>A plan for a terminal: what may change first, then every step with how it was simulated.</summary>
public sealed class PlanText(Channel to, Glyphs glyphs)
{
    private const int GradeWidth = 14;
    private const int Widest = 120;

    private int Columns => Math.Min(to.Width - 1, Widest);

    public void Write(Plan plan)
    {
        to.Line(new Line().Add(OneLine.Of(plan.Playbook.Title), Ink.Strong).Add("  plan", Ink.Dim));
        foreach (var (name, where) in plan.Targets)
        {
            to.Line($"{OneLine.Of(name)} is {OneLine.Of(where)}", Ink.Dim);
        }

        foreach (var (name, value) in plan.Parameters)
        {
            to.Line(new Line().Add($"{OneLine.Of(name)} = {OneLine.Of(value)}", Ink.Dim).Cut(Columns));
        }

        if (plan.Playbook.AfterFailure == AfterFailure.Undo)
        {
            to.Line("after_failure = undo", Ink.Dim);
        }

        foreach (var one in plan.Locks)
        {
            to.Line(OneLine.Of(PlanWords.Lock(one)), one.IsLocal || one.HeldBy is not null ? Ink.Caution : Ink.Dim);
        }

        to.Line();
        WriteChanges(plan);
        List<PlannedStep> written = [];
        var pathWidth = 1;
        foreach (var step in plan.Steps)
        {
            pathWidth = Math.Max(pathWidth, step.Key.Length);
        }

        foreach (var (step, hidden) in PlanWords.Folded(plan))
        {
            if (PlanWords.IsFinal(step) && !written.Exists(PlanWords.IsFinal))
            {
                to.Line();
                to.Line("Finally, whatever became of the steps above:", Ink.Strong);
            }

            WriteStep(plan, step, Math.Min(pathWidth, 10), PlanWords.IsRepeated(step, written));
            written.Add(step);
            if (hidden > 0)
            {
                to.Line($"  {glyphs.Dot} and {KeyResult.Count(hidden, "step of further turns", "steps of further turns")}", Ink.Dim);
            }
        }

        if (plan.Outputs is { } outputs)
        {
            to.Line();
            to.Line("Outputs:", Ink.Strong);
            foreach (var output in outputs.Fields)
            {
                to.Line(new Line().Add($"  {OneLine.Of(output.Name)} = ", Ink.Dim).Add(OneLine.Of(PlanWords.Of(output.Value)), Ink.Accent).Cut(Columns));
            }
        }

        to.Line();
        to.Line($"{PlanWords.Coverage(plan)}.");
        if (PlanWords.Unanswered(plan) is { } unanswered)
        {
            to.Line($"Note: {OneLine.Of(unanswered)}.", Ink.Caution);
        }

        if (PlanWords.Ending(plan) is { } ending)
        {
            to.Line($"Attention: {ending}.", Ink.Bad);
        }

        foreach (var failure in PlanWords.Failures(plan))
        {
            to.Line($"Attention: {OneLine.Of(failure)}.", Ink.Bad);
        }

        foreach (var problem in PlanWords.Problems(plan))
        {
            to.Line();
            DiagnosticPaint.Write([problem], to);
        }
    }

    private void WriteChanges(Plan plan)
    {
        var changes = PlanWords.Changes(plan);
        if (changes.Count == 0)
        {
            to.Line($"Changes nothing{(plan.RunsForeignCode ? " that can be seen beforehand" : "")}: every step only reads.", Ink.Good);
            to.Line();
            return;
        }

        to.Line("May change something:", Ink.Caution);
        foreach (var step in changes)
        {
            to.Line(new Line().Add("  ").Add(EffectName.Of(step.Effect).PadRight(8), InkOf(step.Effect)).Add(PlanWords.Name(step), Ink.Strong).Add(PlanWords.Where(plan, step) is { } where ? $" {OneLine.Of(where)}" : "")
                .Add(OneLine.Of(PlanWords.Label(step)) is { Length: > 0 } label ? $"  {label}" : "").Add(PlanWords.Times(plan, step) is { } times ? $"  {OneLine.Of(times)}" : "", Ink.Caution).Add(PlanWords.Undoes(plan, step) is { } undoes ? $"  {undoes}" : "", Ink.Caution).Add(step.Condition is { } condition ? $"  only if {OneLine.Of(condition)}" : "", Ink.Dim).Add(step.NotReached ? "  not reached" : "", Ink.Dim).Cut(Columns));
        }

        to.Line();
    }

    private void WriteStep(Plan plan, PlannedStep step, int pathWidth, bool repeated)
    {
        var prefix = new Line()
            .Add(PlanWords.Grade(step).PadRight(GradeWidth), step.Grade is Grade.Executed ? Ink.Good : step.Grade is Grade.Checked ? Ink.Accent : Ink.Dim)
            .Add($"{new string(' ', 2 * step.Depth)}{step.Key.PadRight(pathWidth)} ", Ink.Dim);
        var margin = prefix.Width;
        var label = OneLine.Of(PlanWords.Label(step));
        prefix.Add(step.Header.Id ?? step.Header.Keyword, step.Header.Id is null ? Ink.Dim : Ink.Strong)
            .Add(label.Length > 0 ? $"  {label}" : "", step.Grade is null ? Ink.Dim : Ink.Plain);
        if (step.Result is { } result)
        {
            var shown = Terminal.Columns.Cut(OneLine.Of(result), Math.Max(10, Columns / 2));
            prefix = prefix.Cut(Columns - Terminal.Columns.Of(shown) - 2).Add($"  {shown}", Ink.Accent);
        }

        to.Line(prefix.Cut(Columns));
        if (PlanWords.Terms(plan, step) is { } terms)
        {
            foreach (var line in new Line().Add(OneLine.Of(terms), Ink.Dim).Wrap(Columns - margin)) // never cut: it is what is agreed to
            {
                to.Line(new Line().PadTo(margin).Append(line));
            }
        }

        foreach (var note in PlanWords.Notes(step))
        {
            to.Line(new Line().PadTo(margin).Add(OneLine.Exact(note), Ink.Dim).Cut(Columns));
        }

        if (step.Description?.Warning is { } warning)
        {
            to.Line(new Line().PadTo(margin).Add($"! {OneLine.Of(warning)}", Ink.Bad));
        }

        if (!repeated && step.Description is { } description && (step.MayChange || description.IsForPeople) && step.Grade is not null)
        {
            WriteRendered(step.MayChange ? description : description with { Text = Below(description.Text, step) }, margin);
        }

        foreach (var undo in repeated ? [] : step.Undo)
        {
            WriteUndo(plan, undo, margin);
        }

        if (PlanWords.EndsHere(plan, step) is { } end)
        {
            to.Line(new Line().PadTo(margin).Add($"! {end}", Ink.Bad));
        }
    }

    private void WriteUndo(Plan plan, PlannedStep undo, int margin)
    {
        var head = new Line().Add(EffectName.Of(undo.Effect), undo.MayChange ? InkOf(undo.Effect) : Ink.Dim).Add($" {undo.Key} {PlanWords.Undoes(plan, undo)}", Ink.Dim)
            .Add(PlanWords.Terms(plan, undo) is { } terms ? $"; {OneLine.Of(terms)}" : "", Ink.Dim).Add(undo.Title is { } title ? $"  {OneLine.Of(title)}" : "");
        foreach (var line in head.Wrap(Columns - margin))
        {
            to.Line(new Line().PadTo(margin).Append(line));
        }

        foreach (var note in PlanWords.Notes(undo))
        {
            to.Line(new Line().PadTo(margin).Add(OneLine.Of(note), Ink.Dim).Cut(Columns));
        }

        if (undo.Description is { } description)
        {
            WriteRendered(description, margin);
        }
    }

    /// <summary>What is not in the line of the step already.</summary>
    private static string Below(string text, PlannedStep step) =>
        step.Title is null && text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var first ? text[(first + 1)..] : text;

    /// <summary>Whole: what is going to be sent is never cut short.</summary>
    private void WriteRendered(Description description, int margin)
    {
        foreach (var line in TerminalText.Clean(description.Text).Trim('\n').Split('\n'))
        {
            to.Line(new Line().PadTo(margin).Add("| ", Ink.Dim).Add(line.Replace("\t", "    ", StringComparison.Ordinal)));
        }

        for (var i = 0; i < description.Values.Length && !description.IsFilled; i++)
        {
            to.Line(new Line().PadTo(margin).Add($"${i + 1} = ", Ink.Dim).Add(OneLine.Of(PlanWords.Of(description.Values[i])), Ink.Accent));
        }
    }

    private static Ink InkOf(Effect effect) => effect == Effect.Destroy ? Ink.Bad : Ink.Caution;
}
