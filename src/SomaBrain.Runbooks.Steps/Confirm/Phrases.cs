using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Confirm;

/// <summary>What a person is to type: what is shown of it has to be all of it, and on one line.</summary>
internal static class Phrases
{
    /// <summary>Null when it can be typed.</summary>
    public static Diagnostic? Wrong(SourceSpan at, string phrase) =>
        string.IsNullOrWhiteSpace(phrase) ? Problems.PhraseEmpty(at)
        : phrase.Any(char.IsControl) || TerminalText.Clean(phrase) != phrase ? Problems.PhraseEmpty(at, isEmpty: false)
        : null;
}
