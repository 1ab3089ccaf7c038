namespace SomaBrain.Runbooks.Steps.Sql.Failing;

/// <summary>Two columns of one name: nobody could say which one `row.x` is.</summary>
internal sealed class ColumnTwice(string name) : Exception(name);
