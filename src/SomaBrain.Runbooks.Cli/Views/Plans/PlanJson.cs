using System.Text.Encodings.Web;
using System.Text.Json;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Views.Plans;

/// <summary>A plan for other programs, with the keys of execution.md §2. Never holds a secret.</summary>
public static class PlanJson
{
    private const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>UTF-8, with a line feed at the end.</summary>
    public static byte[] Render(Plan plan)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("plan"u8, Version);
            writer.WriteStartObject("playbook"u8);
            writer.WriteString("file"u8, Sound(plan.Playbook.Source.Name));
            writer.WriteString("title"u8, Sound(plan.Playbook.Title));
            writer.WriteEndObject();
            Pairs(writer, "parameters", plan.Parameters);
            Pairs(writer, "targets", plan.Targets);
            Text(writer, "after_failure", plan.Playbook.AfterFailure == AfterFailure.Undo ? "undo" : null);
            Locks(writer, plan);
            writer.WriteBoolean("may_change"u8, plan.ChangesAnything);
            writer.WriteNumber("exit_code"u8, plan.ExitCode);
            writer.WriteStartArray("steps"u8);
            foreach (var step in plan.Steps)
            {
                Step(writer, step);
            }

            writer.WriteEndArray();
            if (plan.Outputs is { } outputs)
            {
                Pairs(writer, "outputs", outputs.Fields.Select(output => KeyValuePair.Create(output.Name, PlanWords.Of(output.Value))));
            }

            Problems(writer, plan);
            Coverage(writer, plan);
            if (!plan.Unanswered.IsEmpty)
            {
                writer.WriteStartArray("unanswered"u8);
                foreach (var target in plan.Unanswered)
                {
                    writer.WriteStringValue(Sound(target));
                }

                writer.WriteEndArray();
            }

            Observed(writer, plan);
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void Pairs(Utf8JsonWriter writer, string name, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in pairs)
        {
            writer.WriteString(Sound(key), Sound(value));
        }

        writer.WriteEndObject();
    }

    private static void Locks(Utf8JsonWriter writer, Plan plan)
    {
        if (plan.Locks.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("locks"u8);
        foreach (var one in plan.Locks)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, Sound(one.Name));
            writer.WriteString("target"u8, Sound(one.Target));
            writer.WriteBoolean("local"u8, one.IsLocal);
            Text(writer, "held_by", one.HeldBy);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Step(Utf8JsonWriter writer, PlannedStep step)
    {
        writer.WriteStartObject();
        writer.WriteString("path"u8, step.Key);
        Text(writer, "id", step.Header.Id);
        writer.WriteString("kind"u8, step.Header.Keyword);
        Text(writer, "title", step.Title);
        writer.WriteString("effect"u8, EffectName.Of(step.Effect));
        writer.WriteString("grade"u8, PlanWords.Grade(step));
        if (step.NotReached)
        {
            writer.WriteBoolean("reached"u8, false);
        }

        Text(writer, "on", step.On);
        Text(writer, "database", step.Database);
        Text(writer, "loop", step.Loop);
        if (!step.Terms.IsEmpty)
        {
            Pairs(writer, "terms", step.Terms);
        }

        Text(writer, "reason", step.Reason);
        Text(writer, "would_fail", step.WouldFail);
        Text(writer, "condition", step.Condition);
        if (step.Description is { } description)
        {
            writer.WriteStartObject("rendered"u8);
            writer.WriteString("text"u8, Sound(description.Text));
            writer.WriteStartArray("values"u8);
            foreach (var value in description.Values)
            {
                writer.WriteStringValue(Sound(PlanWords.Of(value)));
            }

            writer.WriteEndArray();
            Text(writer, "warning", description.Warning);
            writer.WriteEndObject();
            Locks(writer, description);
        }

        if (!step.Notes.IsEmpty)
        {
            writer.WriteStartArray("notes"u8);
            foreach (var note in step.Notes)
            {
                writer.WriteStringValue(Sound(note));
            }

            writer.WriteEndArray();
        }

        if (!step.Undo.IsEmpty)
        {
            writer.WriteStartArray("undo"u8);
            foreach (var undo in step.Undo)
            {
                Step(writer, undo);
            }

            writer.WriteEndArray();
        }

        writer.WriteStartArray("unknown"u8);
        foreach (var until in step.Unknown)
        {
            writer.WriteStringValue(Sound(until));
        }

        writer.WriteEndArray();
        if (step.Problem is { } problem)
        {
            writer.WritePropertyName("problem"u8);
            DiagnosticJson.Write(writer, problem);
        }

        writer.WriteEndObject();
    }

    private static void Locks(Utf8JsonWriter writer, Steps.Description description)
    {
        if (description.Locks.IsEmpty)
        {
            return;
        }

        writer.WriteStartArray("locks"u8);
        foreach (var one in description.Locks)
        {
            writer.WriteStartObject();
            writer.WriteString("mode"u8, one.Mode);
            writer.WriteString("relation"u8, Sound(one.Relation));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>What is wrong that no step has.</summary>
    private static void Problems(Utf8JsonWriter writer, Plan plan)
    {
        if (plan.Problems.IsEmpty)
        {
            return;
        }

        writer.WriteStartArray("problems"u8);
        foreach (var problem in plan.Problems)
        {
            DiagnosticJson.Write(writer, problem);
        }

        writer.WriteEndArray();
    }

    private static void Coverage(Utf8JsonWriter writer, Plan plan)
    {
        writer.WriteStartObject("coverage"u8);
        writer.WriteNumber("simulated"u8, plan.Simulated);
        writer.WriteNumber("of"u8, plan.Graded);
        foreach (var grade in (string[])["checked", "executed", "not simulated", PlanWords.Skipped])
        {
            if (PlanWords.Count(plan, grade) is > 0 and var count)
            {
                writer.WriteNumber(grade, count);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>What the reads returned, by path: it may be another tomorrow.</summary>
    private static void Observed(Utf8JsonWriter writer, Plan plan)
    {
        writer.WriteStartObject("observed"u8);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in plan.Steps)
        {
            if (step.Observed is { } observed && seen.Add(step.Key))
            {
                writer.WritePropertyName(step.Key);
                JsonText.Write(writer, observed);
            }
        }

        writer.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, Sound(text));
        }
    }

    /// <summary>Half a surrogate pair cannot be written as UTF-8.</summary>
    private static string Sound(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
}
