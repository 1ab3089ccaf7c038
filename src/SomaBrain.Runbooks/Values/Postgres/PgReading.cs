namespace SomaBrain.Runbooks.Values.Postgres;

/// <summary>How the text of a type becomes a scalar.</summary>
internal enum PgReading
{
    Text,
    Boolean,
    Integer,
    Number,
    Timestamp,
    Interval,
    Bytes,
    Json,
}
