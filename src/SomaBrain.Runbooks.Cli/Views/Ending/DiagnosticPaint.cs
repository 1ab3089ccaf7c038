using System.Text;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Cli.Views.Ending;

/// <summary>Diagnostics in the colours of a terminal.</summary>
public static class DiagnosticPaint
{
    public static void Write(IEnumerable<Diagnostic> diagnostics, Channel to)
    {
        var text = new StringBuilder();
        foreach (var segment in DiagnosticText.Segments(diagnostics, to.Width < Channel.Endless ? to.Width : null))
        {
            text.Append(to.Paint.On(InkOf(segment.Role), segment.Text));
        }

        to.Write(text.ToString());
    }

    private static Ink InkOf(TextRole role) => role switch
    {
        TextRole.Error or TextRole.Caret => Ink.Bad,
        TextRole.Warning => Ink.Caution,
        TextRole.Message => Ink.Strong,
        TextRole.Place or TextRole.Gutter => Ink.Dim,
        TextRole.Hint => Ink.Accent,
        _ => Ink.Plain,
    };
}
