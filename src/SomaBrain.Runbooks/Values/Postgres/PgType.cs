namespace SomaBrain.Runbooks.Values.Postgres;

internal sealed record PgType(uint Oid, uint ArrayOid, string Name, PgReading Reading)
{
    /// <summary>As it can stand after `::`.</summary>
    public string SqlType => $"pg_catalog.{Name}";
}
