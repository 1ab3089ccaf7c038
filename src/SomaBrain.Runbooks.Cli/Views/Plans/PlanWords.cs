using System.Globalization;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Views.Plans;

/// <summary>The words of a plan, the same in each of its forms.</summary>
internal static class PlanWords
{
    public const string Skipped = "skipped";

    /// <summary>From the best to the worst.</summary>
    private static readonly string[] Grades = ["executed", "checked", "not simulated"];

    /// <summary>Turns of one loop that are shown one by one.</summary>
    public const int MostTurns = 5;

    public static string Grade(PlannedStep step) => step.Grade switch
    {
        Steps.Grade.Executed => "executed",
        Steps.Grade.Checked => "checked",
        Steps.Grade.NotSimulated => "not simulated",
        _ => Skipped,
    };

    /// <summary>`9 of 14 steps simulated: 7 executed, 2 checked, 5 not simulated; 1 skipped`.</summary>
    public static string Coverage(Plan plan)
    {
        List<string> counts = [];
        foreach (var grade in Grades)
        {
            var count = Count(plan, grade);
            if (count > 0)
            {
                counts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {grade}"));
            }
        }

        var skipped = plan.Steps.Length - plan.Graded;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Simulated} of {plan.Graded} steps simulated{(plan.Graded > 0 ? $": {string.Join(", ", counts)}" : "")}{(skipped > 0 ? $"; {skipped} skipped" : "")}");
    }

    /// <summary>How many steps of a plan are graded so, or skipped.</summary>
    public static int Count(Plan plan, string grade)
    {
        var count = 0;
        foreach (var step in plan.Steps)
        {
            count += Grade(step) == grade ? 1 : 0;
        }

        return count;
    }

    /// <summary>`the run would end at step 4 (left) with code 1`; null when it would end well.</summary>
    public static string? Ending(Plan plan) => plan.ExitCode == Execution.ExitCode.Done
        ? null
        : plan.Decisive is not { } step
            ? string.Create(CultureInfo.InvariantCulture, $"the run would end with code {plan.ExitCode}")
            : string.Create(CultureInfo.InvariantCulture, $"the run would {(plan.GoesOn ? "go on after" : "end at")} step {Name(step)}{(plan.GoesOn ? " and end" : "")} with code {plan.ExitCode}");

    /// <summary>Of the step that ends it; null of any other.</summary>
    public static string? EndsHere(Plan plan, PlannedStep step) => !plan.GoesOn && plan.ExitCode != Execution.ExitCode.Done && plan.Decisive?.Key == step.Key
        ? string.Create(CultureInfo.InvariantCulture, $"the run would end here with code {plan.ExitCode}")
        : null;

    /// <summary>`step 3 would fail as things are now: …`: of the steps that end no plan and would end the run, each once, whatever its turns.</summary>
    public static IEnumerable<string> Failures(Plan plan)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in plan.Steps)
        {
            if (step.WouldFail is { } why && told.Add(step.Header.Path))
            {
                yield return $"step {Name(step)} would fail as things are now: {why}";
            }
        }
    }

    /// <summary>`lock clean on db, held by run …`.</summary>
    public static string Lock(PlannedLock one) => (one.IsLocal, one.HeldBy) switch
    {
        (true, _) => $"lock {one.Name} on {one.Target}: nobody answers there now, and while that is so it is a file, which keeps apart the runs of this machine only",
        (_, { } held) => $"lock {one.Name} on {one.Target}, held now by {held}",
        _ => $"lock {one.Name} on {one.Target}",
    };

    /// <summary>Which servers the plan says nothing of; null when each answered.</summary>
    public static string? Unanswered(Plan plan) =>
        plan.Unanswered.IsEmpty ? null : $"nothing above was checked against {string.Join(", ", plan.Unanswered)}: no server was asked there, or none answered";

    public static IEnumerable<Diagnostics.Diagnostic> Problems(Plan plan) =>
        plan.Steps.Select(step => step.Problem).OfType<Diagnostics.Diagnostic>().Concat(plan.Problems);

    /// <summary>Of the playbook's `finally`.</summary>
    public static bool IsFinal(PlannedStep step) => step.Key.StartsWith("finally.", StringComparison.Ordinal);

    public static string Name(PlannedStep step) => step.Header.Id is { } id ? $"{step.Key} ({id})" : step.Key;

    /// <summary>Its title, else the first line of what it sends or asks.</summary>
    public static string Label(PlannedStep step) => step.Title ?? step.Description?.Text.Trim().Split('\n')[0] ?? "";

    /// <summary>A bound value: a secret by its name, a text that holds one masked, an unknown by what will tell it.</summary>
    public static string Of(Value value) => value switch
    {
        Value.Secret { Masked: { } masked } => masked,
        Value.Secret secret => $"(secret {secret.Name})",
        _ => ValueText.Of(value),
    };

    public static IEnumerable<string> Notes(PlannedStep step)
    {
        if (step.Condition is { } condition)
        {
            yield return $"only if {condition}";
        }

        if (step.Reason is { } reason)
        {
            yield return reason;
        }

        foreach (var note in step.Notes)
        {
            yield return note;
        }

        if (step.MayChange && step.Description is { Locks: [var strongest, ..] locks })
        {
            yield return $"locks {string.Join(", ", locks.Where(one => one.Mode == strongest.Mode).Select(one => one.Relation))}: {strongest.Mode}";
        }
    }

    /// <summary>`on b, database app`: where it acts, as soon as that could be elsewhere; null where it could not.</summary>
    public static string? Where(Plan plan, PlannedStep step) => (plan.Playbook.Targets.Length > 1 || step.Database is not null ? step.On : null, step.Database) switch
    {
        (null, _) => null,
        ({ } on, null) => $"on {on}",
        var (on, database) => $"on {on}, database {database}",
    };

    /// <summary>In one line what decides, beside what is sent, what the step does; null where it was told nothing.</summary>
    public static string? Terms(Plan plan, PlannedStep step)
    {
        List<string> parts = [];
        if (Where(plan, step) is { } where)
        {
            parts.Add(where);
        }

        if (step.Loop is { } loop && Turn(step.Key[(step.Key.LastIndexOf('.') + 1)..]) == 0)
        {
            parts.Add(loop);
        }

        foreach (var (name, value) in step.Terms)
        {
            parts.Add($"{name} {value}");
        }

        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    /// <summary>The steps, without those of later turns of a loop; after its last shown turn the number of those left out.</summary>
    public static IEnumerable<(PlannedStep Step, int Hidden)> Folded(Plan plan)
    {
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            if (Turn(plan.Steps[i].Key) < MostTurns)
            {
                yield return (plan.Steps[i], Run(plan, i + 1));
            }
        }
    }

    /// <summary>What may change something, each step of the playbook once, whatever its turns; behind it what would revert it.</summary>
    public static List<PlannedStep> Changes(Plan plan)
    {
        List<PlannedStep> changes = [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in plan.Steps)
        {
            if (step.MayChange && seen.Add(step.Header.Path))
            {
                changes.Add(step);
            }

            foreach (var undo in step.Undo)
            {
                if (undo.MayChange && seen.Add(undo.Header.Path))
                {
                    changes.Add(undo);
                }
            }
        }

        return changes;
    }

    /// <summary>Of a step under `undo`: when it runs. Null of any other.</summary>
    public static string? Undoes(Plan plan, PlannedStep step) =>
        !step.Reverts ? null
        : plan.Playbook.AfterFailure == Model.AfterFailure.Undo ? "if the run fails, or by `runbook undo`"
        : "by `runbook undo`";

    /// <summary>How often a change is made: as often as it stands in the plan, `4 times`, or as its loops say; null for once.</summary>
    public static string? Times(Plan plan, PlannedStep change)
    {
        var times = 0;
        foreach (var step in plan.Steps)
        {
            times += step.MayChange && step.Header.Path == change.Header.Path ? 1 : 0;
            foreach (var undo in step.Undo)
            {
                times += undo.MayChange && undo.Header.Path == change.Header.Path ? 1 : 0;
            }
        }

        List<string> loops = [];
        foreach (var step in plan.Steps)
        {
            if (IsOpen(step, times) && (ReferenceEquals(step, change) || change.Key.StartsWith($"{step.Key}.", StringComparison.Ordinal)))
            {
                loops.Insert(0, step.Loop!);
            }
        }

        return loops.Count > 0 ? string.Join(", and that ", loops) : times > 1 ? KeyResult.Count(times, "time", "times") : null;
    }

    /// <summary>Of a loop whose turns do not stand in the plan one by one.</summary>
    private static bool IsOpen(PlannedStep step, int times) => step.Header.Loop switch
    {
        Model.Loop.Repeat repeat => repeat.Until is not null || times == 1,
        Model.Loop.ForEach => !step.Key.EndsWith(']'),
        _ => false,
    };

    /// <summary>Sends the same as a turn before.</summary>
    public static bool IsRepeated(PlannedStep step, IEnumerable<PlannedStep> before) => before.Any(other =>
        other.Header.Path == step.Header.Path && other.Description is { } text && text.Text == step.Description?.Text && text.Values.SequenceEqual(step.Description.Values));

    /// <summary>How many steps of further turns begin there.</summary>
    private static int Run(Plan plan, int first)
    {
        var end = first;
        while (end < plan.Steps.Length && Turn(plan.Steps[end].Key) >= MostTurns)
        {
            end++;
        }

        return end - first;
    }

    /// <summary>The highest turn in a path; 0 outside of loops.</summary>
    private static int Turn(string key)
    {
        var turn = 0;
        for (var at = key.IndexOf('[', StringComparison.Ordinal); at >= 0; at = key.IndexOf('[', at + 1))
        {
            var end = key.IndexOf(']', at);
            turn = Math.Max(turn, end > 0 && int.TryParse(key.AsSpan(at + 1, end - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
        }

        return turn;
    }
}
