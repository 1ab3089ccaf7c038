using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

public sealed class WebRequests
{
    [Fact]
    public async Task An_answer_has_status_body_and_json()
    {
        using var server = new WebServer(_ => WebServer.Ok("""{ "a": [1, { "b": "ä" }], "n": 12345678901234567890.10 }"""));
        await using var play = Play();

        var end = await play.StepsAsync($"- {{ id: it, http: {server.Url}/x?y=1, effect: read }}\n- {{ id: use, shell: [printf, '%s', \"{{{{ steps.it.status }}}} {{{{ steps.it.json.a[1].b }}}} {{{{ steps.it.json.n }}}}\"], effect: read }}");

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.Equal("200 ä 12345678901234567890.10", play.Told("use", "stdout"));
        Assert.StartsWith("GET /x?y=1 HTTP/1.1\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_answer_there_is_no_status()
    {
        await using var play = Play();

        var end = await play.StepsAsync("- { id: it, http: \"http://127.0.0.1:9/\", effect: read, on_failure: warn }\n- { id: never, when: \"false\", http: \"http://127.0.0.1:9/\", effect: read }\n- { id: use, when: (steps.it.status ?? 0) != 200 && (steps.never.status ?? 0) != 200, shell: [printf, down], effect: read }");

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.Equal("down", play.Told("use", "stdout"));
    }

    [Fact]
    public async Task A_secret_in_a_list_is_sent_and_makes_the_list_a_secret()
    {
        using var server = new WebServer(_ => WebServer.Ok("x"));
        await using var play = Play();
        play.Parameters["pw"] = new Value.Secret("params.pw", new Value.Text("hunter22"));

        var end = await play.RunAsync($$$$"""
            runbook: 1
            title: t
            params: { pw: { type: secret, from: "env:X" } }
            steps:
            - { id: it, http: {{{{server.Url}}}}/, method: POST, effect: write, body: "{{ [5, params.pw] }}" }
            - { id: piped, shell: cat, stdin: "{{ [params.pw, 'in'] }}", effect: read }
            - { id: env, shell: 'printf %s "${#A}"', env: { A: "{{ [params.pw] }}" }, effect: read }
            """);

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.EndsWith("""[5,"hunter22"]""", Assert.Single(server.Requests), StringComparison.Ordinal);
        Assert.Equal("""["***","in"]""", play.Told("piped", "stdout"));
        Assert.Equal("12", play.Told("env", "stdout"));
    }

    [Fact]
    public async Task Method_headers_and_body_arrive_and_secrets_are_shown_nowhere()
    {
        using var server = new WebServer(request => WebServer.Ok(request.Split("\r\n\r\n")[1] + " hunter22", "201 Created"));
        await using var play = Play();
        play.Parameters["pw"] = new Value.Secret("params.pw", new Value.Text("hunter22"));
        play.Parameters["l"] = new Value.List([new Value.Integer(1), new Value.Text("ä\"")]);

        var end = await play.RunAsync($$$$"""
            runbook: 1
            title: t
            params: { pw: { type: secret, from: "env:X" }, l: { type: list, default: [] } }
            steps:
            - id: it
              http: {{{{server.Url}}}}/{{ params.pw }}
              method: POST
              effect: write
              headers: { Authorization: "Bearer {{ params.pw }}", X-Plain: "a b" }
              body: "{{ params.l }}"
            """);

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.Equal(Changed.Yes, end.Changed);
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /hunter22 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer hunter22\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("""[1,"ä\""]""", request, StringComparison.Ordinal);
        Assert.Equal("""[1,"ä\""] ***""", play.Told("it", "body"));
        var (_, description) = Assert.Single(play.Trace.Descriptions);
        Assert.Equal($$$"""POST {{{server.Url}}}/{{ params.pw }}|Authorization: Bearer {{ params.pw }}|X-Plain: a b||[1,"ä\""]""", description.Text.Replace('\n', '|'));
    }

    [Theory]
    [InlineData("Content-Type", "application/xml", "POST, body: x")]
    [InlineData("content-type", "application/xml", "POST, body: x")]
    [InlineData("Content-Type", "no/such; type=\\\"", "POST, body: x")]
    [InlineData("Content-Type", "application/xml", "POST")]
    [InlineData("Content-Type", "application/xml", "GET")]
    [InlineData("Content-Language", "de", "PUT, body: x")]
    [InlineData("Content-Disposition", "inline", "GET")]
    [InlineData("Content-Encoding", "gzip", "POST, body: x")]
    [InlineData("Content-Location", "/x", "GET")]
    [InlineData("Content-MD5", "x", "GET")]
    [InlineData("Content-Range", "bytes 0-1/2", "GET")]
    [InlineData("Allow", "x", "GET")]
    [InlineData("Last-Modified", "Tue, 15 Nov 1994 12:45:26 GMT", "GET")]
    [InlineData("Expires", "never", "DELETE")]
    [InlineData("User-Agent", "me (x", "GET")]
    [InlineData("Set-Cookie", "a", "GET")]
    [InlineData("WWW-Authenticate", "a", "GET")]
    [InlineData("Date", "now", "GET")]
    [InlineData("If-Modified-Since", "now", "GET")]
    [InlineData("Accept-Encoding", "none of them", "GET")]
    [InlineData("Upgrade", "h2c", "GET")]
    [InlineData("TE", "trailers", "GET")]
    [InlineData("Trailer", "X", "POST, body: x")]
    [InlineData("Range", "x", "GET")]
    public async Task A_header_arrives_as_it_is_written_and_once(string name, string value, string method)
    {
        using var server = new WebServer(_ => WebServer.Ok(""));
        await using var play = Play();

        var end = await play.StepsAsync($"- {{ id: it, http: {server.Url}, effect: write, headers: {{ {name}: \"{value}\" }}, method: {method} }}");

        Assert.Equal(ExitCode.Done, end.ExitCode);
        var lines = Assert.Single(server.Requests).Split("\r\n").Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
        Assert.Equal($"{name}: {value.Replace("\\", "", StringComparison.Ordinal)}", Assert.Single(lines), ignoreCase: true);
    }

    [Theory]
    [InlineData("", "404 Not Found", "RB485", "read", Changed.None)]
    [InlineData("", "500 Oops", "RB485", "write", Changed.Unknown)]
    [InlineData(", status: 404", "404 Not Found", "", "read", Changed.None)]
    [InlineData(", status: [200, 404]", "204 No Content", "RB485", "read", Changed.None)]
    [InlineData("", "304 Not Modified", "RB485", "read", Changed.None)]
    public async Task A_status_is_expected_or_a_failure(string option, string status, string code, string effect, Changed changed)
    {
        using var server = new WebServer(_ => WebServer.Ok(status.StartsWith("20", StringComparison.Ordinal) || status.StartsWith("304", StringComparison.Ordinal) ? "" : "what it says", status));
        await using var play = Play();

        var end = await play.StepsAsync($"- {{ id: it, http: {server.Url}, effect: {effect}{option} }}");

        Assert.Equal((code, changed), (end.Codes(), end.Changed));
    }

    [Theory]
    [InlineData("GET", "/two", "")]
    [InlineData("GET", "http://127.0.0.1:1/elsewhere", "RB486")]
    [InlineData("GET", "http://localhost.example/", "RB486")]
    [InlineData("GET", "/one", "RB486")]
    [InlineData("POST", "/two", "RB486")]
    public async Task A_redirect_is_followed_on_the_same_server_only(string method, string where, string code)
    {
        using var server = new WebServer(request => request.Contains(" /one ", StringComparison.Ordinal) ? WebServer.Ok("", "302 Found", $"Location: {where}\r\n") : WebServer.Ok("there"));
        await using var play = Play();

        var end = await play.StepsAsync($"- {{ id: it, http: {server.Url}/one, method: {method}, effect: {(method == "GET" ? "read" : "write")} }}");

        Assert.Equal(code, end.Codes());
    }

    [Theory]
    [InlineData(1 << 20, "")]
    [InlineData((1 << 20) + 1, "RB484")]
    public async Task An_answer_has_at_most_a_mebibyte(int length, string code)
    {
        using var server = new WebServer(_ => WebServer.Ok(new string('x', length)));
        await using var play = Play();

        Assert.Equal(code, (await play.StepsAsync($"- {{ id: it, http: {server.Url}, effect: read }}")).Codes());
    }

    [Theory]
    [InlineData("read", ExitCode.Failed, "RB483")]
    [InlineData("write", ExitCode.InDoubt, "RB487")]
    public async Task A_connection_that_breaks_leaves_a_write_in_doubt(string effect, int exit, string code)
    {
        using var server = new WebServer(_ => null);
        await using var play = Play();

        var end = await play.StepsAsync($"- {{ id: it, http: {server.Url}, method: POST, effect: {effect} }}");

        Assert.Equal((exit, code), (end.ExitCode, end.Codes()));
    }

    [Theory]
    [InlineData("read", ExitCode.Failed, "RB401")]
    [InlineData("write", ExitCode.InDoubt, "RB487")]
    public async Task A_timeout_leaves_a_write_in_doubt(string effect, int exit, string code)
    {
        using var stop = new ManualResetEventSlim();
        using var server = new WebServer(_ =>
        {
            stop.Wait(TimeSpan.FromSeconds(20));
            return null;
        });
        await using var play = Play();

        var end = await play.StepsAsync($"- {{ id: it, http: {server.Url}, method: POST, effect: {effect}, timeout: 300ms }}");

        stop.Set();
        Assert.Equal((exit, code), (end.ExitCode, end.Codes()));
        Assert.EndsWith("took longer than its timeout of 300 ms", end.Problems[0].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("interrupted", end.Problems[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/", "RB483")]
    [InlineData("http://nowhere.invalid/", "RB483")]
    [InlineData("ftp://127.0.0.1/", "RB482")]
    [InlineData("/etc/passwd", "RB482")]
    [InlineData("http://user@127.0.0.1/", "RB482")]
    public async Task What_was_never_sent_changed_nothing(string url, string code)
    {
        await using var play = Play();

        var end = await play.RunAsync($"runbook: 1\ntitle: t\nparams: {{ url: {{ type: string, default: {url} }} }}\nsteps:\n- {{ id: it, http: \"{{{{ params.url }}}}\", method: DELETE, effect: write }}");

        Assert.Equal((ExitCode.Failed, Changed.None, code), (end.ExitCode, end.Changed, end.Codes()));
    }

    [Fact]
    public async Task A_value_cannot_begin_a_header_of_its_own()
    {
        await using var play = Play();
        play.Parameters["v"] = new Value.Text("x\r\nX-Evil: 1");

        Assert.Equal("RB482", (await play.RunAsync("runbook: 1\ntitle: t\nparams: { v: { type: string, default: x } }\nsteps:\n- { http: \"http://127.0.0.1:1/\", headers: { A: \"{{ params.v }}\" }, effect: read }")).Codes());
    }

    [Theory]
    [InlineData("read")]
    [InlineData("write")]
    public async Task A_value_that_no_header_can_hold_is_told_before_anything_is_sent(string effect)
    {
        await using var play = Play();
        play.Parameters["v"] = new Value.Text("Müller");

        var end = await play.RunAsync($"runbook: 1\ntitle: t\nparams: {{ v: {{ type: string, default: x }} }}\nsteps:\n- {{ http: \"http://127.0.0.1:1/\", method: POST, headers: {{ A: \"{{{{ params.v }}}}\" }}, effect: {effect} }}");

        Assert.Equal((ExitCode.Failed, Changed.None, "RB482"), (end.ExitCode, end.Changed, end.Codes()));
    }

    [Fact]
    public async Task A_dry_run_sends_what_reads_and_shows_what_writes()
    {
        using var server = new WebServer(_ => WebServer.Ok("here"));
        await using var play = new SqlPlay(KindPlay.Nowhere) { IsDryRun = true };

        await play.StepsAsync($"- {{ id: r, http: {server.Url}/read, effect: read }}\n- {{ id: w, http: {server.Url}/write, method: PUT, body: \"{{{{ steps.r.body }}}}\", effect: write }}\n- {{ id: u, http: \"{server.Url}/{{{{ steps.w.body }}}}\", effect: read }}");

        Assert.Contains("GET /read ", Assert.Single(server.Requests), StringComparison.Ordinal);
        Assert.IsType<Outcome.Planned>(play.Trace["w"]);
        Assert.EndsWith("\n\nhere", play.Trace.Descriptions.Single(one => one.Step == "w").Description.Text, StringComparison.Ordinal);
        Assert.IsType<Outcome.Planned>(play.Trace["u"]);
    }

    private static SqlPlay Play() => new(KindPlay.Nowhere) { Masker = Values.Masking.Masker.None.With("hunter22") };
}
