using System.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <summary>Text for a terminal, broken between words, with what is in the first line's place left of it on every line.</summary>
internal static class WrappedText
{
    /// <param name="text">Escaped; its own line breaks stay.</param>
    /// <param name="at">The column in which it begins, from 0.</param>
    /// <param name="margin">The column of its further lines.</param>
    /// <param name="columns">A word that is longer is not broken.</param>
    public static string Of(string text, int at, int margin, int columns)
    {
        var wrapped = new StringBuilder();
        var column = at;
        foreach (var line in text.Split('\n'))
        {
            if (wrapped.Length > 0)
            {
                Break();
            }

            var isFirst = true;
            foreach (var word in line.Split(' '))
            {
                var width = DisplayText.Columns(word);
                if (!isFirst && column + 1 + width > columns)
                {
                    Break();
                }
                else if (!isFirst)
                {
                    wrapped.Append(' ');
                    column++;
                }

                wrapped.Append(word);
                (column, isFirst) = (column + width, false);
            }
        }

        return wrapped.ToString();

        void Break()
        {
            wrapped.Append('\n').Append(' ', margin);
            column = margin;
        }
    }
}
