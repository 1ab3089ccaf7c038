using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Targets.Options;

/// <summary>`user:password@host:port,host/dbname?key=value&amp;…`, by the rules of libpq's `conninfo_uri_parse`.</summary>
/// <param name="text">What follows `postgresql://`.</param>
/// <param name="origin">Who gave it.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class UriText(string text, Origin origin, DiagnosticBag problems)
{
    private ConnectionOptions _options = ConnectionOptions.None;
    private bool _failed;

    public ConnectionOptions? Parse()
    {
        var at = 0;
        var mark = text.IndexOfAny(['@', '/']);
        if (mark >= 0 && text[mark] == '@')
        {
            var colon = text.IndexOf(':', 0, mark);
            Store("user", text[..(colon < 0 ? mark : colon)]);
            Store("password", colon < 0 ? "" : text[(colon + 1)..mark]);
            at = mark + 1;
        }

        var query = text.IndexOf('?', at);
        var place = query < 0 ? text[at..] : text[at..query];
        var slash = place.IndexOf('/', StringComparison.Ordinal);
        var servers = slash < 0 ? place : place[..slash];

        // A password with a bare `@` or `/` in it cuts the URI at the wrong place, and its rest would be told as a host or port.
        if (servers.Contains('@', StringComparison.Ordinal) || (at == 0 && servers.Contains(':', StringComparison.Ordinal) && place.Contains('@', StringComparison.Ordinal)))
        {
            return Syntax("a password with `@`, `/` or `:` in it must be written with `%40`, `%2F`, `%3A`");
        }

        if (!Servers(servers))
        {
            return null;
        }

        Store("dbname", slash < 0 ? "" : place[(slash + 1)..]);
        if (query >= 0)
        {
            Query(text[(query + 1)..]);
        }

        return _failed ? null : _options;
    }

    private bool Servers(string servers)
    {
        List<string> hosts = [];
        List<string> ports = [];
        for (var at = 0; ;)
        {
            int end;
            if (at < servers.Length && servers[at] == '[')
            {
                end = servers.IndexOf(']', at);
                if (end <= at + 1 || (end + 1 < servers.Length && servers[end + 1] is not (':' or ',')))
                {
                    Syntax("an IPv6 address stands as `[::1]`, followed by `:port`, `,` or `/`");
                    return false;
                }

                hosts.Add(servers[(at + 1)..end]);
                end++;
            }
            else
            {
                end = servers.IndexOfAny([':', ','], at);
                end = end < 0 ? servers.Length : end;
                hosts.Add(servers[at..end]);
            }

            var comma = servers.IndexOf(',', end);
            var stop = comma < 0 ? servers.Length : comma;
            ports.Add(end < stop ? servers[(end + 1)..stop] : "");
            if (comma < 0)
            {
                break;
            }

            at = comma + 1;
        }

        Store("host", string.Join(',', hosts));
        Store("port", string.Join(',', ports));
        return true;
    }

    private void Query(string query)
    {
        foreach (var part in query.Split('&'))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (part.Length == 0 && query.EndsWith('&'))
            {
                continue;
            }

            if (equals < 0 || part.IndexOf('=', equals + 1) >= 0)
            {
                Syntax("after `?` stand `key=value` pairs joined by `&`; `=` and `&` in a value are written `%3D` and `%26`");
                continue;
            }

            var (key, content) = (PercentText.Decode(part[..equals]) ?? part[..equals], part[(equals + 1)..]);
            if (key == "ssl" && content == "true")
            {
                (key, content) = ("sslmode", "require");
            }

            if (ConnectionKeys.Find(key) is null)
            {
                problems.Add(Problems.UnknownConnectionKey(origin.Span, origin.Name, key, ConnectionKeys.Names));
                _failed = true;
            }
            else
            {
                Store(key, content, evenEmpty: true);
            }
        }
    }

    private void Store(string key, string encoded, bool evenEmpty = false)
    {
        if (PercentText.Decode(encoded) is not { } content)
        {
            Syntax($"the {key} holds a `%` that is no escape such as `%20`; a plain `%` is written `%25`");
        }
        else if (content.Length > 0 || evenEmpty)
        {
            _options = _options.With(new(key, content, origin));
        }
    }

    private ConnectionOptions? Syntax(string what)
    {
        problems.Add(Problems.ConnectionStringSyntax(origin.Span, origin.Name, what));
        _failed = true;
        return null;
    }
}
