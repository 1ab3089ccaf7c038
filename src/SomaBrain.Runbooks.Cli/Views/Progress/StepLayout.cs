using SomaBrain.Runbooks.Cli.Views.Terminal;

namespace SomaBrain.Runbooks.Cli.Views.Progress;

/// <summary>Lays out a step on a terminal: sign, path, name, result, duration at the right edge.</summary>
public sealed class StepLayout(Glyphs glyphs, int pathWidth)
{
    private const int Indent = 2;
    private const int DeepestIndent = 16;
    private const int Narrow = 60;

    /// <summary>Lines that stay, never wider than so many columns.</summary>
    public IEnumerable<Line> Ended(StepLine step, int columns)
    {
        var prefix = Prefix(step, glyphs[step.Mark], InkOf(step.Mark));
        var parts = Said(step, columns - prefix.Width - DurationText.Width - 1, columns);
        step = parts.Count > 1 ? step with { Label = parts[0] } : step;
        yield return Row(prefix, step, step.Mark == StepMark.Skipped ? $"skipped: {OneLine.Of(step.Why ?? "")}" : Result(step), step.Took, columns);
        var margin = prefix.Width;
        foreach (var text in parts.Skip(1))
        {
            yield return new Line().PadTo(margin).AddCut(text, columns - margin);
        }

        if (step.More is { } more)
        {
            foreach (var text in OneLine.Wrap(more, columns - margin))
            {
                yield return new Line().PadTo(margin).AddCut(text, columns - margin);
            }
        }

        foreach (var text in step.Details.SelectMany(line => OneLine.Wrap(OneLine.Of(line), columns - margin)))
        {
            yield return new Line().PadTo(margin).AddCut(text, columns - margin, Ink.Dim);
        }

        if (step.Why is { } why && step.Mark != StepMark.Skipped)
        {
            foreach (var line in Block(margin, $"{glyphs.Corner} ", why, InkOf(step.Mark), columns))
            {
                yield return line;
            }
        }

        if (step.Remedy is { } remedy && step.Mark == StepMark.Warned)
        {
            foreach (var line in Block(margin, $"  {glyphs.Arrow} ", remedy, Ink.Accent, columns))
            {
                yield return line;
            }
        }
    }

    /// <summary>The one line of a step at work.</summary>
    public Line Running(RunningStep running, TimeSpan elapsed, int columns)
    {
        var waits = running.Line.Mark == StepMark.Failed;
        var prefix = Prefix(running.Line, glyphs.Spinner(elapsed), Ink.Accent);
        var result = waits ? OneLine.Of(running.Line.Why ?? "failed") : running.Attempt > 1 ? $"attempt {running.Attempt}" : Result(running.Line);
        return Row(prefix, running.Line, result, elapsed, columns);
    }

    public static Ink InkOf(StepMark mark) => mark switch
    {
        StepMark.Ok or StepMark.AlreadyDone => Ink.Good,
        StepMark.Warned or StepMark.Retried or StepMark.Paused or StepMark.Stopped => Ink.Caution,
        StepMark.Failed => Ink.Bad,
        StepMark.InDoubt => Ink.Doubt,
        _ => Ink.Dim,
    };

    /// <summary>What a note says is all there is to it, and is never cut: the lines it takes.</summary>
    private static List<string> Said(StepLine step, int space, int columns) => step is { StepKind: "note", Mark: StepMark.Ok, Label: { } label }
        ? [.. OneLine.Wrap(OneLine.Of(label), Math.Max(20, space - Name(step with { Label = "" }, columns, int.MaxValue).Width - Indent))]
        : [];

    private static string? Result(StepLine step) => step.Result is { } result ? OneLine.Of(result) : null;

    private Line Prefix(StepLine step, string sign, Ink ink)
    {
        var depth = step.Depth;
        return new Line()
            .PadTo(Math.Min(depth * (pathWidth + Indent), DeepestIndent))
            .Add(sign, ink)
            .Add(" ")
            .Add(depth == 0 ? step.Key.PadLeft(pathWidth) : step.Key, Ink.Dim)
            .Add(" ");
    }

    private static Line Row(Line prefix, StepLine step, string? result, TimeSpan? took, int columns)
    {
        var duration = took is { } time ? DurationText.Of(time) : "";
        var space = columns - prefix.Width - DurationText.Width - 1;
        if (space < 8)
        {
            return new Line().Append(prefix).Append(Name(step, columns, columns - prefix.Width)).Cut(columns);
        }

        var name = Name(step, columns, int.MaxValue);
        var most = Math.Max(space / 2, space - name.Width - 2);
        var shown = Columns.Cut(result ?? "", most);
        var left = shown.Length == 0 ? space : space - Columns.Of(shown) - 2;
        var row = new Line().Append(prefix).Append(name.Cut(left));
        if (shown.Length > 0)
        {
            row.PadTo(prefix.Width + space - Columns.Of(shown)).Add(shown, step.Mark == StepMark.Skipped ? Ink.Dim : Ink.Accent);
        }

        return duration.Length == 0 ? row : row.PadTo(columns - duration.Length).Add(duration, Ink.Dim);
    }

    /// <summary>Id and label; in little space only the label, as the path names the step too.</summary>
    private static Line Name(StepLine step, int columns, int most)
    {
        var label = step.Label is { } text ? OneLine.Of(text) : "";
        var ink = step.Mark is StepMark.Skipped or StepMark.Planned ? Ink.Dim : Ink.Plain;
        var name = new Line();
        if (step.Id is { } id && (columns >= Narrow || label.Length == 0))
        {
            name.Add(OneLine.Of(id), ink == Ink.Dim ? Ink.Dim : Ink.Strong).Add(label.Length > 0 ? "  " : "");
        }
        else if (step.Id is null && columns >= Narrow)
        {
            name.Add(step.StepKind, Ink.Dim).Add(label.Length > 0 && step.StepKind.Length > 0 ? "  " : "");
        }

        return name.Add(label, ink).Cut(most);
    }

    private static IEnumerable<Line> Block(int margin, string lead, string text, Ink ink, int columns)
    {
        var width = Math.Max(10, columns - margin - lead.Length);
        var first = true;
        foreach (var part in OneLine.Wrap(OneLine.Of(text), width))
        {
            yield return new Line().PadTo(margin).Add(first ? lead : new string(' ', lead.Length), ink).Add(part, ink).Cut(columns);
            first = false;
        }
    }
}
