using System.Text;
using SomaBrain.Runbooks.Expressions.Evaluation;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Functions;

internal static class Texts
{
    public static Evaluated Text(FunctionCall call) => ValueLimit.Within(new Value.Text(ValueText.Of(call.Arguments[0])), call.At);

    public static Evaluated Json(FunctionCall call) => ValueLimit.Within(new Value.Text(JsonText.Of(call.Arguments[0])), call.At);

    /// <summary>The text of each element, with `, ` between them unless another separator is given.</summary>
    public static Evaluated Join(FunctionCall call)
    {
        if (call[0] is not Value.List list)
        {
            return call.WrongType(0, "a list");
        }

        return call.Arguments.Length < 2 ? Joined(call, list, ", ")
            : call[1] is Value.Text separator ? Joined(call, list, separator.Content)
            : call.WrongType(1, "text");
    }

    private static Evaluated Joined(FunctionCall call, Value.List list, string separator)
    {
        var text = new StringBuilder();
        for (var i = 0; i < list.Items.Length; i++)
        {
            text.Append(i == 0 ? "" : separator).Append(ValueText.Of(list.Items[i]));
            if (text.Length > ValueLimit.Most)
            {
                return ValueLimit.Exceeded(call.At);
            }
        }

        return new Value.Text(text.ToString());
    }

    /// <summary>Line ends of any system; an end of line at the very end begins no further line.</summary>
    public static Evaluated Lines(FunctionCall call)
    {
        if (call[0] is not Value.Text text)
        {
            return call.WrongType(0, "text");
        }

        var content = text.Content.ReplaceLineEndings("\n");
        if (content.AsSpan().Count('\n') > ValueLimit.Most / 16)
        {
            return ValueLimit.Exceeded(call.At);
        }

        if (content.EndsWith('\n'))
        {
            content = content[..^1];
        }

        return new Value.List(text.Content.Length == 0 ? [] : [.. content.Split('\n').Select(line => new Value.Text(line))]);
    }

    public static Evaluated Stamp(FunctionCall call) => call[0] is Value.Timestamp at
        ? new Value.Text(Timestamps.Stamp(at.At))
        : call.WrongType(0, "a timestamp");

    public static Evaluated Timestamp(FunctionCall call) => call[0] switch
    {
        Value.Timestamp at => at,
        Value.Text text => Timestamps.TryParse(text.Content, out var at)
            ? new Value.Timestamp(at)
            : call.CannotConvert("the text is no timestamp with an offset, as `2026-11-22T16:40:12Z`"),
        _ => call.WrongType(0, "text"),
    };
}
