namespace SomaBrain.Runbooks.Scratch;

/// <summary>The rows of a scratch database, made by the server itself; $1 is their number.</summary>
internal static class SampleRows
{
    /// <summary>
    /// 60 days of audits that grow denser towards now (one in 128 in the last hour), of twelve tenants, five event types, one in
    /// twenty without a user.
    /// </summary>
    public const string Audits = """
        INSERT INTO audit_log (tenant_id, event_type, event_data, created_at, user_id)
        SELECT 'tenant-' || lpad((h % 12 + 1)::text, 2, '0'),
               (ARRAY['memory.stored', 'memory.recalled', 'memory.recalled', 'session.opened', 'policy.changed', 'export.requested'])[h / 12 % 6 + 1],
               jsonb_build_object('request', md5(i::text), 'latency_ms', h / 72 % 900 + 3, 'source', '10.0.' || h / 7 % 16 || '.' || h / 11 % 250 + 1),
               now() - interval '60 days' * power((n - i)::float8 / n, 1.5),
               CASE WHEN h % 20 <> 0 THEN 'user-' || lpad((h / 20 % 400)::text, 4, '0') END
        FROM (SELECT i, $1::int AS n, i * 2654435761 % 4294967296 / 64 AS h FROM generate_series(1::bigint, $1::int) AS i) AS numbered
        ORDER BY i
        """;

    /// <summary>
    /// 7 days of events: the youngest fortieth still pending, all of the last minute, as of a dispatcher that keeps up; of the others
    /// one in a hundred failed and the rest processed within four seconds.
    /// </summary>
    public const string Events = """
        INSERT INTO outbox_events (tenant_id, event_type, payload, created_at, processed_at, status)
        SELECT 'tenant-' || lpad((h % 12 + 1)::text, 2, '0'),
               (ARRAY['memory.indexed', 'memory.expired', 'audit.exported', 'tenant.updated'])[h / 12 % 4 + 1],
               jsonb_build_object('message', md5(i::text), 'attempt', h / 48 % 3 + 1),
               created,
               CASE status WHEN 'processed' THEN created + interval '1 ms' * (h % 4000) END,
               status
        FROM (SELECT *,
                     CASE WHEN pending THEN 'pending' WHEN h % 100 = 0 THEN 'failed' ELSE 'processed' END AS status,
                     now() - CASE WHEN pending THEN interval '1 minute' * ((n - i)::float8 / n * 40)
                                  ELSE interval '1 minute 5 seconds' + interval '7 days' * power((n - i)::float8 / n, 1.5) END AS created
              FROM (SELECT i, n, h, i > n - greatest(1, n / 40) AS pending
                    FROM (SELECT i, $1::int AS n, i * 2654435761 % 4294967296 / 64 AS h FROM generate_series(1::bigint, $1::int) AS i) AS numbered) AS aged) AS events
        ORDER BY i
        """;
}
