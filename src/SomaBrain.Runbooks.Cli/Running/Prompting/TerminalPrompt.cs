using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Running.Prompting;

/// <summary>
/// Asks one question until there is an answer to it. While it is typed, what is wrong with it stands beside it; entered all the
/// same, it is asked again. What is secret is never shown, nor how long it is.
/// </summary>
/// <param name="redraws">Whether the terminal can rewrite its line.</param>
public sealed class TerminalPrompt(Channel to, Glyphs glyphs, IKeyboard keyboard, bool redraws)
{
    private const int ShortestShown = 10;

    public Reply Ask(Question question, CancellationToken stop)
    {
        var head = new Line().Add("? ", Ink.Accent).Add(OneLine.Of(question.Text), Ink.Strong);
        to.Line(question.Help is { } help ? head.Add($"  {OneLine.Of(help)}", Ink.Dim) : head);
        for (var i = 0; i < question.Choices.Length; i++)
        {
            var named = Choosing.Named(question.Choices, i);
            var number = named[..^question.Choices[i].Length];
            to.Line(new Line().Add($"  {(number.Length > 0 ? number : "-  ")}", Ink.Accent).Add(OneLine.Of(question.Choices[i])));
        }

        while (true)
        {
            var typed = new TypedText();
            var end = Type(question, typed, stop);
            to.Line();
            if (end != KeyEffect.Entered)
            {
                return new(null, Interrupted: end == KeyEffect.Interrupted);
            }

            var text = typed.Text.Length == 0 && question.Default is { } usual ? usual : typed.Text;
            var choice = Choice(question, text);
            text = choice is { } number ? question.Choices[number] : text;
            if (Wrong(question, text, choice) is not { } why)
            {
                return new(text, choice);
            }

            to.Line(new Line().Add("  ").Add(OneLine.Of(question.IsHidden ? why : $"{why}; give {question.Expected}"), Ink.Caution));
        }
    }

    private KeyEffect Type(Question question, TypedText typed, CancellationToken stop)
    {
        var prompt = $"  {Label(question)}{(question.Default is { Length: > 0 } usual && !question.IsHidden ? $" [{OneLine.Of(usual)}]" : "")}: ";
        Draw(prompt, "", null);
        while (true)
        {
            if (keyboard.Next(stop) is not { } key)
            {
                return KeyEffect.Closed;
            }

            var before = typed.Text.Length;
            var effect = typed.Press(key);
            if (effect is not (KeyEffect.Changed or KeyEffect.None))
            {
                if (redraws && !question.IsHidden)
                {
                    Draw(prompt, typed.Text, null);
                }

                return effect;
            }

            if (effect == KeyEffect.Changed && !question.IsHidden)
            {
                Show(question, prompt, typed.Text, before);
            }
        }
    }

    private void Show(Question question, string prompt, string text, int before)
    {
        if (redraws)
        {
            var choice = Choice(question, text);
            Draw(prompt, text, text.Length == 0 ? null : choice is { } number ? $"{glyphs.Arrow} {question.Choices[number]}" : Wrong(question, text, choice));
        }
        else
        {
            to.Write(text.Length > before ? TerminalText.Clean(text[before..]) : new StringBuilder().Insert(0, "\b \b", before - text.Length).ToString());
        }
    }

    /// <summary>The line anew, with the cursor behind the text and a note behind the cursor.</summary>
    private void Draw(string prompt, string text, string? note)
    {
        if (!redraws)
        {
            to.Write(prompt);
            return;
        }

        var shown = OneLine.Of(text);
        var room = Math.Max(ShortestShown, to.Width - 1 - Columns.Of(prompt));
        while (Columns.Of(shown) > room)
        {
            shown = shown[1..];
        }

        var line = new Line().Add(prompt, Ink.Dim).Add(shown, note is null ? Ink.Plain : Ink.Caution);
        var behind = note is null ? new Line() : new Line().Add($"  {OneLine.Of(note)}", Ink.Dim).Cut(Math.Max(0, to.Width - 1 - line.Width));
        to.Write($"\r\e[K{line.Render(to.Paint)}{behind.Render(to.Paint)}{(behind.Width > 0 ? string.Create(CultureInfo.InvariantCulture, $"\e[{behind.Width}D") : "")}");
    }

    private static string Label(Question question) => question.IsHidden ? "not shown while you type it"
        : question.Choices.IsEmpty ? question.Expected
        : HasNumber(question) ? "a number, or as it is written"
        : "as it is written";

    private static bool HasNumber(Question question)
    {
        for (var i = 0; i < question.Choices.Length; i++)
        {
            if (Choosing.Named(question.Choices, i) != question.Choices[i])
            {
                return true;
            }
        }

        return false;
    }

    private static int? Choice(Question question, string text) => Choosing.Of(question.Choices, text);

    private static string? Wrong(Question question, string text, int? choice) =>
        !question.Choices.IsEmpty && choice is null && !(text.Length == 0 && question.Default is "") ? Choosing.Why(question.Choices, text)
        : question.Choices.IsEmpty ? question.Judge(text)
        : null;
}
