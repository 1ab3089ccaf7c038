using System.Globalization;

namespace SomaBrain.Runbooks.Cli.Running.Prompting;

/// <summary>A text that is being typed, one key at a time. It is edited at its end only.</summary>
public sealed class TypedText
{
    private const char CtrlC = '\u0003';
    private const char CtrlD = '\u0004';
    private const char CtrlU = '\u0015';
    private const char CtrlW = '\u0017';
    private const char Delete = '\u007f';

    private const int Longest = 64 * 1024;

    public string Text { get; private set; } = "";

    public KeyEffect Press(ConsoleKeyInfo key) => key.KeyChar switch
    {
        '\r' or '\n' => KeyEffect.Entered,
        CtrlC => KeyEffect.Interrupted,
        CtrlD => KeyEffect.Closed,
        CtrlU => Become(""),
        CtrlW => Become(WithoutLastWord()),
        '\b' or Delete => Become(WithoutLastCharacter()),
        _ when key.Key == ConsoleKey.Backspace => Become(WithoutLastCharacter()),
        var c when char.IsControl(c) || Text.Length >= Longest => KeyEffect.None,
        var c => Become(Text + c),
    };

    private KeyEffect Become(string text)
    {
        if (text == Text)
        {
            return KeyEffect.None;
        }

        Text = text;
        return KeyEffect.Changed;
    }

    /// <summary>What a person sees as one character, whatever it is made of.</summary>
    private string WithoutLastCharacter() =>
        Text.Length == 0 ? "" : Text[..StringInfo.ParseCombiningCharacters(Text)[^1]];

    private string WithoutLastWord()
    {
        var rest = Text.TrimEnd();
        return rest[..(rest.LastIndexOf(' ') + 1)];
    }
}
