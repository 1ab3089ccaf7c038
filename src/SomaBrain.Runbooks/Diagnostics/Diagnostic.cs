using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <summary>
/// Something a user has to know: what was found, what was expected, and what to do. Made only by the named methods of
/// <see cref="Problems"/>; a code is never used for a second meaning.
/// </summary>
/// <param name="Code">RB0xx file and YAML, RB1xx structure, RB2xx expressions and holes, RB3xx meaning, RB4xx a step that
/// failed, RB5xx journal, RB6xx targets and connections, RB9xx the program itself.</param>
/// <param name="Severity">Whether the playbook can be used.</param>
/// <param name="Span">Where; null when no file is at fault (a server that does not answer).</param>
/// <param name="Message">Lower case, no final period, the user's own text in backticks.</param>
/// <param name="Hint">The action that mends it.</param>
public sealed record Diagnostic(string Code, Severity Severity, SourceSpan? Span, string Message, string? Hint = null)
{
    /// <summary>SQLSTATE, where a server said it.</summary>
    public string? SqlState { get; init; }

    /// <summary>Another value of the same type would not have met it.</summary>
    public bool IsOfValue { get; init; }

    public override string ToString() => $"{(Span is null ? "" : $"{Span}: ")}{Code} {Message}";
}
