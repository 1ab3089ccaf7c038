using SomaBrain.Runbooks.Cli.Drilling.Records;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Cli.Writing;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Views.Playbooks;

/// <summary>`runbook list`: the playbooks that can be given by name, each with what it may do.</summary>
internal static class ListView
{
    private static readonly int[] Widest = [48, 7, 16, 24, 18];

    public static IEnumerable<Line> Lines(IReadOnlyList<FoundPlaybook> found)
    {
        if (found.Count == 0)
        {
            yield return new Line().Add("no playbooks in ./playbooks and $RUNBOOK_PATH");
            yield break;
        }

        string[][] rows = [["PLAYBOOK", "EFFECT", "OWNER", "TAGS", "DRILLED"], .. found.Select(Cells)];
        var widths = Widest.Select((widest, column) => Math.Min(widest, rows.Max(row => Columns.Of(row[column])))).ToArray();
        for (var i = 0; i < rows.Length; i++)
        {
            var line = new Line();
            for (var column = 0; column < widths.Length; column++)
            {
                line.AddCut(rows[i][column], widths[column]).PadTo(widths[..(column + 1)].Sum() + ((column + 1) * 2));
            }

            yield return i == 0 ? line.Add("TITLE") : Last(line, found[i - 1]);
        }
    }

    public static Json ToJson(IEnumerable<FoundPlaybook> found) => new Json.Array([.. found.Select(ToJson)]);

    private static Line Last(Line line, FoundPlaybook one) => one.Playbook is { } playbook
        ? line.Add(OneLine.Of(playbook.Title))
        : line.Add($"{one.Problem!.Code} ", Ink.Bad).Add(Wrong(one), Ink.Bad);

    private static string Wrong(FoundPlaybook one) => OneLine.Of(one.Problem!.Span is { } span ? $"{span.Start}: {one.Problem.Message}" : one.Problem.Message);

    private static string[] Cells(FoundPlaybook one) =>
    [
        OneLine.Of(one.Path),
        one.Playbook is null ? "error" : one.Playbook.Effect is { } effect ? EffectName.Of(effect) : "any",
        OneLine.Of(one.Playbook?.Owner ?? ""),
        OneLine.Of(string.Join(", ", one.Playbook?.Tags ?? [])),
        one.Drilled is { } drilled ? $"{LastDrill.Day(drilled)}{(one.Proven is null ? "" : ", proven")}" : "",
    ];

    private static Json.Object ToJson(FoundPlaybook one) => new(
    [
        new("path", new Json.Text(one.Path)),
        new("name", new Json.Text(Path.GetFileNameWithoutExtension(one.Path))),
        new("title", Text(one.Playbook?.Title)),
        new("summary", Text(one.Playbook?.Summary)),
        new("effect", Text(one.Playbook?.Effect is { } effect ? EffectName.Of(effect) : null)),
        new("owner", Text(one.Playbook?.Owner)),
        new("tags", new Json.Array([.. (one.Playbook?.Tags ?? []).Select(tag => new Json.Text(tag))])),
        new("drilled", Text(one.Drilled is { } drilled ? LastDrill.Day(drilled) : null)),
        new("proven", Text(one.Proven is { } proven ? LastDrill.Day(proven.At) : null)),
        new("problem", Text(one.Problem is { } problem ? $"{problem.Code} {Wrong(one)}" : null)),
    ]);

    private static Json Text(string? text) => text is null ? Json.Null.Instance : new Json.Text(text);
}
