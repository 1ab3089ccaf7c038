namespace SomaBrain.Runbooks.Values.Postgres;

/// <summary>The built-in types of PostgreSQL whose text an expression can compute with. Their OIDs are fixed (pg_type.dat).</summary>
internal static class PgTypes
{
    private static readonly PgType[] All =
    [
        new(16, 1000, "bool", PgReading.Boolean),
        new(17, 1001, "bytea", PgReading.Bytes),
        new(18, 1002, "\"char\"", PgReading.Text),
        new(19, 1003, "name", PgReading.Text),
        new(20, 1016, "int8", PgReading.Integer),
        new(21, 1005, "int2", PgReading.Integer),
        new(23, 1007, "int4", PgReading.Integer),
        new(25, 1009, "text", PgReading.Text),
        new(26, 1028, "oid", PgReading.Integer),
        new(28, 1011, "xid", PgReading.Integer),
        new(29, 1012, "cid", PgReading.Integer),
        new(5069, 271, "xid8", PgReading.Integer),
        new(114, 199, "json", PgReading.Json),
        new(3802, 3807, "jsonb", PgReading.Json),
        new(700, 1021, "float4", PgReading.Number),
        new(701, 1022, "float8", PgReading.Number),
        new(1700, 1231, "numeric", PgReading.Number),
        new(1042, 1014, "bpchar", PgReading.Text),
        new(1043, 1015, "varchar", PgReading.Text),
        new(1082, 1182, "date", PgReading.Timestamp),
        new(1083, 1183, "time", PgReading.Text),
        new(1266, 1270, "timetz", PgReading.Text),
        new(1114, 1115, "timestamp", PgReading.Timestamp),
        new(1184, 1185, "timestamptz", PgReading.Timestamp),
        new(1186, 1187, "interval", PgReading.Interval),
        new(2950, 2951, "uuid", PgReading.Text),
        new(869, 1041, "inet", PgReading.Text),
        new(650, 651, "cidr", PgReading.Text),
        new(829, 1040, "macaddr", PgReading.Text),
        new(3220, 3221, "pg_lsn", PgReading.Text),
        new(2205, 2210, "regclass", PgReading.Text),
    ];

    private static readonly Dictionary<uint, PgType> ByOid = All.ToDictionary(type => type.Oid);

    private static readonly Dictionary<uint, PgType> ByArrayOid = All.ToDictionary(type => type.ArrayOid);

    public static PgType? Find(uint oid) => ByOid.GetValueOrDefault(oid);

    public static PgType? ElementOf(uint arrayOid) => ByArrayOid.GetValueOrDefault(arrayOid);

    /// <summary>By its name, as it stands after `::` or without `pg_catalog.`.</summary>
    public static PgType? Named(string sqlType)
    {
        var name = sqlType.StartsWith("pg_catalog.", StringComparison.Ordinal) ? sqlType["pg_catalog.".Length..] : sqlType;
        return Array.Find(All, type => type.Name == name);
    }

    /// <summary>Whether values of this type are numbers, moments or lengths of time, even when no scalar holds one of them.</summary>
    public static bool Computes(string? sqlType)
    {
        var name = sqlType is null ? "" : sqlType.StartsWith("pg_catalog.", StringComparison.Ordinal) ? sqlType["pg_catalog.".Length..] : sqlType;
        var bracket = name.IndexOf('(', StringComparison.Ordinal);
        return (bracket < 0 ? name : name[..bracket].TrimEnd()) switch
        {
            "double precision" or "real" or "timestamp with time zone" or "timestamp without time zone" => true,
            var plain => Array.Exists(All, type => type.Name == plain && type.Reading is not (PgReading.Text or PgReading.Boolean or PgReading.Bytes or PgReading.Json)),
        };
    }
}
