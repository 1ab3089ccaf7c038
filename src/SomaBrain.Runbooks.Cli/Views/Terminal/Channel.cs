using System.Text;

namespace SomaBrain.Runbooks.Cli.Views.Terminal;

/// <summary>
/// One of the program's outputs. A reader that went away (a closed terminal, `| head`) never ends a run: from then on
/// nothing is written.
/// </summary>
/// <param name="stream">Unbuffered.</param>
/// <param name="columns">Asked again for each line: a terminal may be resized.</param>
/// <param name="lost">Told why a write failed, the first time.</param>
public sealed class Channel(Stream stream, Paint paint, Func<int> columns, Action<Exception>? lost = null)
{
    /// <summary>Lines where there is no terminal are as long as they are.</summary>
    public const int Endless = 10_000;

    private bool _gone;

    public Paint Paint { get; } = paint;

    public int Width => columns();

    public static Channel Plain(Stream stream, Action<Exception>? lost = null) => new(stream, Paint.None, () => Endless, lost);

    public void Line(Line line) => Write($"{line.Render(Paint)}\n");

    /// <summary>A sentence: on a terminal as many lines as it takes.</summary>
    public void Sentence(Line line)
    {
        foreach (var part in line.Width < Width ? [line] : line.Wrap(Width - 1)) // the last column stays free: some terminals break behind it
        {
            Line(part);
        }
    }

    public void Line(string text = "", Ink ink = Ink.Plain) => Write($"{Paint.On(ink, text)}\n");

    /// <summary>In one write.</summary>
    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_gone)
        {
            return;
        }

        try
        {
            stream.Write(bytes);
            stream.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _gone = true;
            lost?.Invoke(e);
        }
    }
}
