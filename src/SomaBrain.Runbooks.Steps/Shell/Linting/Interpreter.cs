namespace SomaBrain.Runbooks.Steps.Shell.Linting;

/// <summary>How a command reads its arguments, as far as it matters which of them is a program.</summary>
/// <param name="names">With a blank between two, without the version behind.</param>
/// <param name="letters">
/// Options of one letter, each with a sign: `!` its value is a program, `:` it has a value, `=` one that is attached, `1` the first
/// operand is a program, `;` it has a value and the first operand is no program, `,` the same without a value, `.` what follows is not read.
/// </param>
/// <param name="words">Options of a word, with the same signs.</param>
/// <param name="instead">How a value is handed over.</param>
internal sealed class Interpreter(string names, string letters, string words, Operands operands, string instead)
{
    public string Names => names;

    public Operands Operands => operands;

    public string Instead => instead;

    /// <summary>The sign of an option; a blank: none.</summary>
    public char Sign(char letter)
    {
        for (var i = 0; i + 1 < letters.Length; i += 2)
        {
            if (letters[i] == letter)
            {
                return letters[i + 1];
            }
        }

        return ' ';
    }

    /// <param name="word">Or its beginning, as getopt takes it.</param>
    public char Sign(string word) => Array.Find(words.Split(' '), one => word.Length > 0 && one.StartsWith(word, StringComparison.Ordinal)) is { Length: > 1 } found ? found[^1] : ' ';
}
