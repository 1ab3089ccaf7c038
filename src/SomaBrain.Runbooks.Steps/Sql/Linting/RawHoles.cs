using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;

namespace SomaBrain.Runbooks.Steps.Sql.Linting;

/// <summary>Text that becomes a part of the statement, whatever it says.</summary>
internal static class RawHoles
{
    public static IEnumerable<Diagnostic> Check(SqlStep step) =>
        step.Sql.Parts.OfType<TemplatePart.Hole>().Where(hole => hole.Filter == SqlFilter.Raw).Select(hole => Problems.RawText(hole.Span));
}
