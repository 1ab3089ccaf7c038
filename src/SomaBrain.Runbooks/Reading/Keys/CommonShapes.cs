using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Reading.Keys;

/// <summary>Shapes that several keys share.</summary>
public static class CommonShapes
{
    /// <summary>A list of texts; one text is a list of one.</summary>
    public static readonly Shape Texts = new Shape.AnyOf([new Shape.List(new Shape.Text()), new Shape.Text()]);

    /// <summary>A name that expressions can speak of.</summary>
    public static readonly Shape Name = new Shape.Text(Identifiers.Pattern, "a name such as `old_rows`: a lower-case letter, then letters, digits and `_`, and no word of the expression language");

    /// <summary>The name of an element, which must not hide where a hole speaks of.</summary>
    public static readonly Shape Element = new Shape.Text($"(?!({string.Join('|', ReservedWords.Roots)}|error|index)$){Identifiers.Pattern}", "a name such as `table`, and none that an expression knows already");

    /// <summary>Where a secret that exists comes from, as a regular expression of JSON Schema.</summary>
    public const string SecretSource = @"(env|file):[\s\S]+|command:\s*\[\s*[^\s\],][\s\S]*\]\s*|prompt";

    public static readonly Shape Size = new Shape.Text("[0-9]+(B|KiB|MiB|GiB|TiB)", "a size such as `64MiB`");

    public static readonly Shape Timestamp = new Shape.Text(
        "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[T ]([01][0-9]|2[0-3])(:[0-5][0-9]){2}([.][0-9]{1,6})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])", "a moment with its offset such as `2026-11-22T16:43:00Z`");

    public static readonly Shape SearchPath = new Shape.Text(SearchPathOption.Pattern, SearchPathOption.Expected);

    /// <summary>A number of turns, or one hole.</summary>
    public static readonly Shape Turns = new Shape.AnyOf([new Shape.Integer(1, int.MaxValue - 1), new Shape.Template("[1-9][0-9]*", "a number of turns")]);

    /// <summary>A length of time, or one hole.</summary>
    public static readonly Shape Length = new Shape.Template(Shape.Duration.Pattern, Shape.Duration.Expected);
}
