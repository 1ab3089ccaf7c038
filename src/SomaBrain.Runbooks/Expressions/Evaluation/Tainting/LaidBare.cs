using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Evaluation.Tainting;

/// <summary>
/// A value that is to leave the program: with what is under the secrets in it, and as a whole a secret then; as a whole unknown where
/// a part of it is.
/// </summary>
public static class LaidBare
{
    public static Value Of(Value value)
    {
        if (value is not (Value.List or Value.Row))
        {
            return value;
        }

        var taint = new Taint();
        var bare = taint.Deep(value);
        return taint.Around(taint.Unknown is { } unknown ? unknown : taint.IsSecret ? bare : value);
    }
}
