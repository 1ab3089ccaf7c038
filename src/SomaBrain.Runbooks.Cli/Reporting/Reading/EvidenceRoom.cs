using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Reporting.Reading;

/// <summary>Takes of results and outputs what a report shows, so that no run makes a report that nobody can open.</summary>
internal sealed class EvidenceRoom
{
    /// <summary>Characters of one text.</summary>
    public const int LongestText = 2_000;

    /// <summary>Lines of one text.</summary>
    private const int MostLines = 40;

    private const int MostRows = 10;
    private const int MostColumns = 8;
    private const int LongestCell = 80;

    /// <summary>Members of a result that are told elsewhere, or say nothing.</summary>
    private static readonly string[] Told = ["count", "affected", "exit_code", "by", "item", "level", "baseline", "ok", "rescued", "sha256"];

    /// <summary>Characters of all texts together.</summary>
    private int _left = 1 << 20;

    public ImmutableArray<ReportEvidence> Of(JournalEvent.StepOutcome outcome, ImmutableArray<ReportEvidence> outputs)
    {
        var found = outputs.ToBuilder();
        if (outcome.ResultFile is { } file)
        {
            found.Add(new("result", LeftOut: KeyResult.Count(file.Bytes, "byte", "bytes"), File: file.File, Sha256: file.Sha256));
        }

        foreach (var field in (outcome.Result as Value.Row)?.Fields ?? [])
        {
            if (!Told.Contains(field.Name) && outcome.Metric is null && !found.Any(evidence => evidence.Name == field.Name) && Of(field, (Value.Row)outcome.Result!) is { } evidence)
            {
                found.Add(evidence);
            }
        }

        return found.ToImmutable();
    }

    public ReportEvidence Of(JournalEvent.StepOutput output)
    {
        var text = output.Tail is null ? output.Head : $"{output.Head}\n…\n{output.Tail}";
        var all = output.File is null ? null : $"{KeyResult.Count(output.Bytes, "byte", "bytes")} in all{(output.Truncated ? ", and more that was not kept" : "")}";
        var shown = Text(output.Stream, text);
        return shown with { File = output.File, Sha256 = output.File is null ? null : output.Sha256, LeftOut = all ?? shown.LeftOut };
    }

    private ReportEvidence? Of(Field field, Value.Row result) => (field.Name, field.Value) switch
    {
        (_, Value.Null or Value.Missing) => null,
        (_, Value.List { Items.IsEmpty: true }) => null,
        ("file", Value.Text path) => new("file", File: path.Content, Sha256: (result["sha256"] as Value.Text)?.Content),
        (_, Value.List { Items: [Value.Row { Fields.Length: > 0 } first, ..] } rows) => Table(field.Name, rows, first),
        (_, var value) => ReportWords.Of(value) is { Length: > 0 } text ? Text(field.Name, text) : null,
    };

    private ReportEvidence Table(string name, Value.List list, Value.Row first)
    {
        var columns = first.Fields.Take(MostColumns).Select(column => Cut(column.Name)).ToImmutableArray();
        var rows = list.Items.OfType<Value.Row>().Take(_left > 0 ? MostRows : 0)
            .Select(row => row.Fields.Take(MostColumns).Select(cell => Cut(ReportWords.Of(cell.Value))).ToImmutableArray()).ToImmutableArray();
        _left -= rows.Sum(row => row.Sum(cell => cell.Length));
        string?[] more =
        [
            list.Items.Length > rows.Length ? KeyResult.Count(list.Items.Length - rows.Length, "more row", "more rows") : null,
            first.Fields.Length > MostColumns ? KeyResult.Count(first.Fields.Length - MostColumns, "more column", "more columns") : null,
        ];
        return new(name, Table: new(columns, rows), LeftOut: string.Join(", ", more.OfType<string>()) is { Length: > 0 } left ? left : null);
    }

    private ReportEvidence Text(string name, string text)
    {
        var clean = text.Trim('\n', '\r');
        var end = Math.Min(Math.Min(clean.Length, LongestText), Math.Max(_left, 0));
        for (var (at, lines) = (0, 0); at < end; at++)
        {
            if (clean[at] == '\n' && ++lines == MostLines)
            {
                end = at;
            }
        }

        if (end > 0 && end < clean.Length && char.IsHighSurrogate(clean[end - 1]))
        {
            end--;
        }

        _left -= end;
        return new(name, clean[..end], LeftOut: end < clean.Length ? KeyResult.Count(clean.Length - end, "more character", "more characters") : null);
    }

    private static string Cut(string text) => Columns.Cut(OneLine.Of(text.Length > 4 * LongestCell ? text[..(4 * LongestCell)] : text), LongestCell);
}
