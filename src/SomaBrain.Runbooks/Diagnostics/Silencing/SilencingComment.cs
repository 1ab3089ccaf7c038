using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics.Silencing;

/// <summary>`# lint: ignore RB331 reason`.</summary>
/// <param name="Code">Null when it names none.</param>
/// <param name="Reason">Empty without one; then nothing is silenced.</param>
/// <param name="IsAlone">It has its line to itself.</param>
public sealed record SilencingComment(string? Code, string Reason, bool IsAlone, SourceSpan Span)
{
    public bool CanSilence => Code is not null && Reason.Length > 0 && IsAlone;
}
