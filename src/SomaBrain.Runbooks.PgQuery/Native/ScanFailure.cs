namespace SomaBrain.Runbooks.PgQuery.Native;

/// <summary>What PostgreSQL's scanner or parser said, and where in the text, in UTF-16 characters.</summary>
internal readonly record struct ScanFailure(int Offset, string Message);
