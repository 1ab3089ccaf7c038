using System.Text;

namespace SomaBrain.Runbooks.Cli.Views.Terminal;

/// <summary>One line of a terminal, which knows how many columns it takes.</summary>
public sealed class Line
{
    private readonly List<Piece> _pieces = [];

    public int Width { get; private set; }

    public Line Add(string text, Ink ink = Ink.Plain)
    {
        if (text.Length > 0)
        {
            _pieces.Add(new(text, ink));
            Width += Columns.Of(text);
        }

        return this;
    }

    /// <summary>Adds as much as fits into so many columns, and `…` where something is missing.</summary>
    public Line AddCut(string text, int columns, Ink ink = Ink.Plain) => Add(Columns.Cut(text, columns), ink);

    public Line Append(Line other)
    {
        _pieces.AddRange(other._pieces);
        Width += other.Width;
        return this;
    }

    /// <summary>Adds blanks up to a column.</summary>
    public Line PadTo(int column) => Add(new string(' ', Math.Max(0, column - Width)));

    /// <summary>The line, at most so many columns wide.</summary>
    public Line Cut(int columns)
    {
        if (Width <= columns)
        {
            return this;
        }

        var cut = new Line();
        foreach (var piece in _pieces)
        {
            var left = columns - cut.Width;
            if (left <= 0)
            {
                break;
            }

            cut.AddCut(piece.Text, left, piece.Ink);
        }

        return cut;
    }

    /// <summary>The lines of it, broken at blanks. A word that is wider than the columns stays whole: it may be a path or a command to copy.</summary>
    public IEnumerable<Line> Wrap(int columns)
    {
        var line = new Line();
        var isAfterBlank = false;
        foreach (var piece in _pieces)
        {
            var words = piece.Text.Split(' ');
            for (var i = 0; i < words.Length; i++)
            {
                isAfterBlank |= i > 0;
                if (words[i].Length == 0)
                {
                    continue;
                }

                if (isAfterBlank && line.Width > 0 && line.Width + 1 + Columns.Of(words[i]) > columns)
                {
                    yield return line;
                    line = new();
                }
                else if (isAfterBlank && line.Width > 0)
                {
                    line.Add(" ", piece.Ink);
                }

                line.Add(words[i], piece.Ink);
                isAfterBlank = false;
            }
        }

        yield return line;
    }

    public string Render(Paint paint)
    {
        var text = new StringBuilder();
        foreach (var piece in _pieces)
        {
            text.Append(paint.On(piece.Ink, piece.Text));
        }

        return text.ToString();
    }

    public override string ToString() => Render(Paint.None);
}
