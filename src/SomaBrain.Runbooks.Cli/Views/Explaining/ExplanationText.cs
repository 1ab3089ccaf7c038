using SomaBrain.Runbooks.Cli.Views.Terminal;

namespace SomaBrain.Runbooks.Cli.Views.Explaining;

/// <summary>An explanation for a terminal: blocks indented, prose wrapped.</summary>
public sealed class ExplanationText(Channel to)
{
    private const int Widest = 100;
    private const string Margin = "    ";

    public void Write(Explanation explanation)
    {
        to.Line(new Line().Add(explanation.Code, Ink.Caution).Add($"  {explanation.Title}", Ink.Strong));
        var inBlock = false;
        foreach (var line in explanation.Markdown.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inBlock = !inBlock;
            }
            else if (inBlock)
            {
                to.Line(line.Length == 0 ? "" : Margin + line, Ink.Dim);
            }
            else if (line.Length == 0)
            {
                to.Line();
            }
            else
            {
                Wrapped(line);
            }
        }
    }

    private void Wrapped(string paragraph)
    {
        var width = Math.Min(Widest, to.Width - 1);
        var line = new System.Text.StringBuilder();
        foreach (var word in paragraph.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                to.Line(line.ToString());
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        to.Line(line.ToString());
    }
}
