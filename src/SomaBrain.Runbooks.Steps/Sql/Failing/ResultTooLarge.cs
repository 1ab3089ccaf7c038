namespace SomaBrain.Runbooks.Steps.Sql.Failing;

/// <summary>More rows or bytes than a result may have; nothing is ever cut silently.</summary>
internal sealed class ResultTooLarge(string what) : Exception(what);
