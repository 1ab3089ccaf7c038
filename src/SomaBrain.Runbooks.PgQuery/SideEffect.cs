namespace SomaBrain.Runbooks.PgQuery;

/// <summary>A function with a side effect that READ ONLY does not stop, and what it does.</summary>
/// <param name="Function">Its name.</param>
/// <param name="Reason">What it does, as in <c>`pg_switch_wal` starts a new WAL file</c>, without the name.</param>
public sealed record SideEffect(string Function, string Reason);
