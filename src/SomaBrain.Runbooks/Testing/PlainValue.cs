using System.Globalization;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Testing;

/// <summary>A value as it is written in a file of tests.</summary>
internal static class PlainValue
{
    public static Value Of(YamlNode.Scalar scalar)
    {
        var text = scalar.Text.Content;
        return scalar.Style != ScalarKind.Plain ? new Value.Text(text)
            : text is "true" or "false" ? new Value.Boolean(text == "true")
            : text is "" or "null" or "~" ? Value.Null.Instance
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? new Value.Integer(whole)
            : new Value.Text(text);
    }
}
