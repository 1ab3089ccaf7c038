using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>The members of `targets.x`.</summary>
internal static class TargetValues
{
    /// <summary>Whether it tells where the server is, which of several only a connection shows.</summary>
    public static bool IsOfAddress(string member) => member is "host" or "port" or "uri";

    /// <summary>What is known without a connection; null for the rest.</summary>
    /// <param name="target">With the server that answered; while nobody has, the first of several counts.</param>
    public static Value? OfBinding(SessionTarget target, string member) => member switch
    {
        "name" => new Value.Text(target.Name),
        "host" => new Value.Text(target.Settings.Servers[0].Host),
        "port" => new Value.Integer(target.Settings.Servers[0].Port),
        "database" => new Value.Text(target.Settings.Database),
        "user" => new Value.Text(target.Settings.User),
        "uri" => new Value.Text(target.Settings.ToUri()),
        _ => null,
    };

    /// <param name="all">Every session of the run: those of this target's server are `sessions`.</param>
    public static Value OfServer(SqlSession session, IEnumerable<SqlSession> all, string target, string member) => member switch
    {
        "version_num" => new Value.Integer(session.Facts.VersionNumber),
        "system" => session.Facts.SystemIdentifier is { } system ? new Value.Text(system) : Value.Null.Instance,
        "timeline" => session.Facts.Timeline is { } timeline ? new Value.Integer(timeline) : Value.Null.Instance,
        "standby" => new Value.Boolean(session.Facts.InRecovery),
        "local" => new Value.Boolean(LocalServer.IsHere(session.Facts)),
        "sessions" => new Value.List(
        [
            .. all.Where(one => one.Key.StartsWith($"{target}\0", StringComparison.Ordinal)).Select(one => (Value)new Value.Integer(one.Facts.BackendPid)),
        ]),
        _ => new Value.Missing($"a target has no member `{member}`"),
    };
}
