using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Steps.Saving;

/// <summary>How `save` is written, whatever goes into the file.</summary>
internal static class SaveShape
{
    /// <param name="help">What goes there.</param>
    /// <param name="example">A file, as it would be written.</param>
    public static Key Of(string help, string example) =>
        new("save", new Shape.Template(@"[\s\S]*[.](csv|tsv|json|txt)", "a file that ends in `.csv`, `.tsv`, `.json` or `.txt`"), help)
        {
            Example = example,
            WithinDoneWhen = new("`done_when` only asks", "take it out"),
        };
}
