using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Views.Plans;

/// <summary>A plan as a comment on a pull request: what may change first, all steps as a table, then what would be sent.</summary>
public static class PlanMarkdown
{
    private const int MostRows = 10;
    private const int LongestCell = 80;

    public static string Render(Plan plan)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## Plan: {Inline(plan.Playbook.Title)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"**{(plan.ChangesAnything ? "May change something" : plan.RunsForeignCode ? "Changes nothing that can be seen beforehand" : "Changes nothing")}** · {PlanWords.Coverage(plan)}\n");
        if (PlanWords.Unanswered(plan) is { } unanswered)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n> {Inline(unanswered)}\n");
        }

        if (PlanWords.Ending(plan) is { } ending)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n> ❌ {Inline(ending)}\n");
        }

        foreach (var failure in PlanWords.Failures(plan))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n> ❌ {Inline(failure)}\n");
        }

        Facts(text, plan);
        Changes(text, plan);
        Table(text, plan, "Steps", final: false);
        Table(text, plan, "Finally, whatever became of the steps above", final: true);
        Outputs(text, plan);
        List<PlannedStep> rendered = [];
        List<PlannedStep> observed = [];
        foreach (var (step, _) in PlanWords.Folded(plan))
        {
            Rendered(text, plan, step, rendered);
            foreach (var undo in step.Undo)
            {
                Rendered(text, plan, undo, rendered);
            }

            if (step.Observed is { Fields.IsEmpty: false })
            {
                observed.Add(step);
            }
        }

        Problems(text, plan);
        Observed(text, observed);
        return text.ToString();
    }

    private static void Facts(StringBuilder text, Plan plan)
    {
        var facts = plan.Targets.Select(target => $"{Inline(target.Key)} is {Inline(target.Value)}")
            .Concat(plan.Parameters.Select(parameter => $"{Inline(parameter.Key)} = {Inline(Cut(parameter.Value))}")).ToList();
        if (plan.Playbook.AfterFailure == AfterFailure.Undo)
        {
            facts.Add(Inline("after_failure = undo"));
        }

        facts.AddRange(plan.Locks.Select(one => Inline(PlanWords.Lock(one))));
        if (facts.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{string.Join(" · ", facts)}\n");
        }
    }

    private static void Changes(StringBuilder text, Plan plan)
    {
        var changes = PlanWords.Changes(plan);
        if (changes.Count == 0)
        {
            return;
        }

        text.Append("\n### What may change\n\n");
        foreach (var step in changes)
        {
            var effect = step.Effect == Effect.Destroy ? "⚠️ **destroy**" : "**write**";
            var label = Inline(Cut(PlanWords.Label(step)));
            var condition = step.Condition is { } only ? $" _only if {Inline(only)}_" : "";
            condition = step.NotReached ? $"{condition} _not reached_" : condition;
            var where = PlanWords.Where(plan, step) is { } at ? $" {Inline(at)}" : "";
            condition = $"{(PlanWords.Undoes(plan, step) is { } undoes ? $" _{Inline(undoes)}_" : "")}{condition}";
            text.Append(CultureInfo.InvariantCulture, $"- {effect} {Inline(PlanWords.Name(step))}{where}{(label.Length > 0 ? $": {label}" : "")}{(PlanWords.Times(plan, step) is { } times ? $" ({Inline(times)})" : "")}{condition}\n");
        }
    }

    private static void Table(StringBuilder text, Plan plan, string title, bool final)
    {
        var isFirst = true;
        foreach (var (step, hidden) in PlanWords.Folded(plan))
        {
            if (PlanWords.IsFinal(step) != final)
            {
                continue;
            }

            text.Append(isFirst ? $"\n### {title}\n\n| step | kind | effect | grade | what | result |\n|---|---|---|---|---|---|\n" : "");
            isFirst = false;
            List<string> parts = [];
            if (Inline(Cut(PlanWords.Label(step))) is { Length: > 0 } label)
            {
                parts.Add(label);
            }

            if (PlanWords.Terms(plan, step) is { } terms)
            {
                parts.Add($"_{Inline(terms)}_");
            }

            foreach (var note in PlanWords.Notes(step))
            {
                parts.Add($"_{Inline(note)}_");
            }

            if (PlanWords.EndsHere(plan, step) is { } end)
            {
                parts.Add($"❌ **{end}**");
            }

            var what = string.Join("<br>", parts);
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {Inline(PlanWords.Name(step))} | {Inline(step.Header.Keyword)} | {EffectName.Of(step.Effect)} | {PlanWords.Grade(step)} | {what} | {Inline(Cut(step.Result ?? ""))} |\n");
            if (hidden > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"| … | | | | _and {KeyResult.Count(hidden, "step of further turns", "steps of further turns")}_ | |\n");
            }
        }
    }

    private static void Outputs(StringBuilder text, Plan plan)
    {
        if (plan.Outputs is { } outputs)
        {
            text.Append("\n### Outputs\n\n");
            foreach (var output in outputs.Fields)
            {
                text.Append(CultureInfo.InvariantCulture, $"- {Inline(output.Name)} = {Inline(Cut(PlanWords.Of(output.Value)))}\n");
            }
        }
    }

    /// <param name="before">What was rendered already; takes this one.</param>
    private static void Rendered(StringBuilder text, Plan plan, PlannedStep step, List<PlannedStep> before)
    {
        if (!(step.MayChange || step.Description?.Warning is not null || (step.Grade is not null && step.Description is { IsForPeople: true })))
        {
            return;
        }

        if (step.Description is { } description && !PlanWords.IsRepeated(step, before))
        {
            var warning = description.Warning is { } said ? $"> ⚠️ **{Inline(said)}**\n\n" : "";
            text.Append(CultureInfo.InvariantCulture, $"\n#### {Inline(PlanWords.Name(step))}{(PlanWords.Undoes(plan, step) is { } undoes ? $" {Inline(undoes)}" : "")}{(step.NotReached ? " (not reached)" : "")}\n\n{warning}{MarkdownText.Fenced(description.Text, step.Header.Keyword == "sql" ? "sql" : "text")}");
            if (!description.Values.IsEmpty && !description.IsFilled)
            {
                text.Append('\n').Append(MarkdownText.Fenced(
                    string.Join('\n', description.Values.Select((value, i) => string.Create(CultureInfo.InvariantCulture, $"${i + 1} = {Terminal.OneLine.Of(PlanWords.Of(value))}"))), "text"));
            }
        }

        before.Add(step);
    }

    private static void Problems(StringBuilder text, Plan plan)
    {
        var problems = PlanWords.Problems(plan).ToList();
        if (problems.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### Problems\n\n{MarkdownText.Fenced(Diagnostics.DiagnosticText.Render(problems), "text")}");
        }
    }

    /// <summary>What the reads returned: not part of what is promised, so folded away.</summary>
    private static void Observed(StringBuilder text, List<PlannedStep> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        text.Append("\n<details><summary>What the reads returned</summary>\n");
        foreach (var step in steps)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n**{Inline(PlanWords.Name(step))}**\n\n");
            if (step.Observed!["rows"] is Value.List { Items: [Value.Row { Fields.Length: > 0 } first, ..] } rows)
            {
                Rows(text, rows, first);
            }
            else
            {
                var members = step.Observed.Fields.Select(field => $"{field.Name}: {Terminal.OneLine.Of(Cut(PlanWords.Of(field.Value)))}");
                text.Append(MarkdownText.Fenced(string.Join('\n', members), "text"));
            }
        }

        text.Append("\n</details>\n");
    }

    private static void Rows(StringBuilder text, Value.List rows, Value.Row first)
    {
        text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", first.Fields.Select(field => Inline(field.Name)))} |\n|{string.Concat(first.Fields.Select(_ => "---|"))}\n");
        foreach (var row in rows.Items.OfType<Value.Row>().Take(MostRows))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row.Fields.Select(field => Inline(Cut(PlanWords.Of(field.Value)))))} |\n");
        }

        if (rows.Items.Length > MostRows)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nand {KeyResult.Count(rows.Items.Length - MostRows, "more row", "more rows")}\n");
        }
    }

    private static string Inline(string text) => MarkdownText.Inline(text);

    private static string Cut(string text) => Terminal.Columns.Cut(Terminal.OneLine.Of(text), LongestCell);
}
