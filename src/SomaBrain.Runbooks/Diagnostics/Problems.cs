namespace SomaBrain.Runbooks.Diagnostics;

/// <summary>
/// Every problem a user can be told of: one named method per code, in one partial file per range. A new code goes into
/// `docs/diagnostics.md` too.
/// </summary>
public static partial class Problems
{
    private static Diagnostic Error(string code, Text.SourceSpan? span, string message, string? hint = null) =>
        new(code, Severity.Error, span, message, hint);

    private static Diagnostic Warning(string code, Text.SourceSpan? span, string message, string? hint = null) =>
        new(code, Severity.Warning, span, message, hint);
}
