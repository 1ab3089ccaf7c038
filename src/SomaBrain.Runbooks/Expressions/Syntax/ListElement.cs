using SomaBrain.Runbooks.Expressions.Functions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Syntax;

/// <summary>An element of a list of YAML as part of an expression.</summary>
internal static class ListElement
{
    /// <summary>One hole alone is its value; text with holes around it is text.</summary>
    public static Node Of(Template element)
    {
        if (element.OnlyHole is { } only)
        {
            return only.Root;
        }

        var place = new Place(element.Text, 0, element.Text.Content.Length);
        var parts = element.Parts.Select(part => part is TemplatePart.Hole hole ? hole.Value.Root : Text(((TemplatePart.Literal)part).Content, place));
        return element.HasHoles
            ? new Node.Call(FunctionList.Find("join")!, [new Node.List([.. parts], place), Text("", place)], place)
            : Text(string.Concat(element.Parts.OfType<TemplatePart.Literal>().Select(part => part.Content)), place);
    }

    private static Node.Constant Text(string content, Place place) => new(new Value.Text(content), place);
}
