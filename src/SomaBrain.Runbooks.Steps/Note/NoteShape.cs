using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Steps.Note;

internal static class NoteShape
{
    public static readonly KindShape Shape = new("Markdown for the operator and the journal.", new Shape.Template(), "Nothing to archive.", [])
    {
        Without = ["on", "database", "done_when", "undo", "sensitive"],
        Effects = ["read"],
        CanUndo = true,
    };
}
