using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Testing;

/// <summary>One end of a step as an item of a list of results.</summary>
internal static class WrittenOutcome
{
    private static readonly string[] Kept = ["exit_code", "status", "affected", "file", "sha256"];
    private static readonly string[] Texts = ["stdout", "stderr", "body"];

    /// <summary>Of a step that came to the same each time, one that stands for all.</summary>
    public static void Write(string name, IEnumerable<(Step Step, Outcome Outcome)> results, Action<string> line)
    {
        var all = results.Select(one => Lines(one.Step, one.Outcome).ToList()).ToList();
        if (all.TrueForAll(lines => lines.SequenceEqual(all[0])))
        {
            line(all[0].Count == 0 ? $"{name}: {{}}" : $"{name}:");
            all[0].ForEach(text => line($"  {text}"));
            return;
        }

        line($"{name}:");
        foreach (var lines in all)
        {
            line(lines.Count == 0 ? "  - {}" : $"  - {lines[0]}");
            lines.Skip(1).ToList().ForEach(text => line($"    {text}"));
        }
    }

    private static IEnumerable<string> Lines(Step step, Outcome outcome)
    {
        var (result, changed) = outcome switch
        {
            Outcome.Succeeded succeeded => (succeeded.Result, succeeded.Changed),
            Outcome.Failed failed => (failed.Result, failed.Changed),
            _ => (null, Changed.None),
        };
        switch (outcome)
        {
            case Outcome.Failed { Why: var why }:
                yield return $"failed: {{ code: {why.Code}, message: {FixtureText.Quoted(why.Message)}{(why.SqlState is { } state ? $", sqlstate: {FixtureText.Quoted(state)}" : "")} }}";
                break;
            case Outcome.Interrupted:
                yield return "stopped: true";
                yield break;
            case Outcome.InDoubt { Why: var why }:
                yield return $"in_doubt: {FixtureText.Quoted(why.Message)}";
                yield break;
            default:
                break;
        }

        var usual = outcome is Outcome.Failed || step.Effect == Effect.Read ? Changed.None : Changed.Yes;
        if (changed != usual && outcome is Outcome.Succeeded or Outcome.Failed)
        {
            yield return $"changed: {changed switch { Changed.Yes => "yes", Changed.None => "none", _ => "unknown" }}";
        }

        foreach (var text in result is null ? [] : Members(result))
        {
            yield return text;
        }
    }

    private static IEnumerable<string> Members(Value.Row result)
    {
        if (result.Fields.Any(field => field.Value is Value.Secret) && result.Fields.Length > 1)
        {
            yield return "hidden: true";
            yield break;
        }

        foreach (var field in result.Fields.Where(field => Kept.Contains(field.Name) && field.Value is Value.Integer or Value.Text && !Texts.Contains(field.Name) && IsWorthIt(field)))
        {
            yield return $"{field.Name}: {FixtureText.Scalar(field.Value)}";
        }

        foreach (var field in result.Fields.Where(field => Texts.Contains(field.Name) && field.Value is Value.Text { Content.Length: > 0 }))
        {
            yield return $"{field.Name}: {FixtureText.Scalar(field.Value)}";
        }

        if (result["file"] is not null && result["count"] is Value.Integer count)
        {
            yield return $"count: {FixtureText.Scalar(count)}";
        }

        if (result["notices"] is Value.List { Items.IsEmpty: false } notices)
        {
            yield return $"notices: {FixtureText.Any(notices)}";
        }

        // of a command `rows` are read from its output
        foreach (var text in result["exit_code"] is null && result["rows"] is Value.List rows ? Rows(rows) : [])
        {
            yield return text;
        }
    }

    private static bool IsWorthIt(Field field) => field is not ({ Name: "affected" or "exit_code", Value: Value.Integer { Whole: 0 } });

    /// <summary>A key stands once: of two columns of one name, which nothing can speak of, the second has its number behind it.</summary>
    private static string NameOf(Value.Row row, int column)
    {
        var name = row.Fields[column].Name;
        for (var i = 0; i < column; i++)
        {
            if (row.Fields[i].Name == name)
            {
                return FormattableString.Invariant($"{name} {column + 1}");
            }
        }

        return name;
    }

    private static IEnumerable<string> Rows(Value.List rows)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string> lines = [];
        foreach (var row in rows.Items.OfType<Value.Row>())
        {
            var cells = new List<string>();
            for (var i = 0; i < row.Fields.Length; i++)
            {
                var (name, (text, type)) = (NameOf(row, i), FixtureText.Cell(row.Fields[i].Value));
                cells.Add($"{FixtureText.Name(name)}: {text}");
                if (type is not null)
                {
                    types[name] = type;
                }
            }

            lines.Add($"  - {{ {string.Join(", ", cells)} }}");
        }

        if (types.Count > 0)
        {
            yield return $"types: {{ {string.Join(", ", types.OrderBy(type => type.Key, StringComparer.Ordinal).Select(type => $"{FixtureText.Name(type.Key)}: {FixtureText.Name(type.Value)}"))} }}";
        }

        if (lines.Count == 0)
        {
            yield break;
        }

        yield return "rows:";
        foreach (var text in lines)
        {
            yield return text;
        }
    }
}
