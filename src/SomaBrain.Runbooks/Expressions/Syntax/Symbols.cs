namespace SomaBrain.Runbooks.Expressions.Syntax;

internal static class Symbols
{
    public static string Of(BinaryOperator binary) => binary switch
    {
        BinaryOperator.Or => "||",
        BinaryOperator.And => "&&",
        BinaryOperator.Coalesce => "??",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Operators whose result is a boolean.</summary>
    public static bool Decides(BinaryOperator binary) =>
        binary is BinaryOperator.Or or BinaryOperator.And || Compares(binary);

    public static bool Compares(BinaryOperator binary) => binary is >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual;
}
