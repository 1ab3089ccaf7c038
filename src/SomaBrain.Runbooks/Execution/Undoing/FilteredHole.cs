using SomaBrain.Runbooks.Expressions;

namespace SomaBrain.Runbooks.Execution.Undoing;

/// <summary>A hole of SQL that becomes a part of the text: its value stands nowhere else, so that it is kept under its own text.</summary>
internal static class FilteredHole
{
    public static string TextOf(TemplatePart.Hole hole) => $"{{{{ {hole.Value.Text.Trim()} | {hole.Filter!.Value.ToString().ToLowerInvariant()} }}}}";
}
