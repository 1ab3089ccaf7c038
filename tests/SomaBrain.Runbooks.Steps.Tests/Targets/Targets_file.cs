using System.Text.Json;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Targets.Files;

namespace SomaBrain.Runbooks.Steps.Tests.Targets;

public sealed class Targets_file
{
    private readonly DiagnosticBag _problems = [];

    [Theory]
    [InlineData("servers: { a: { connect: host=h } }", "RB021")]
    [InlineData("targets: 1", "RB021")]
    [InlineData("targets: 2\nservers: {}", "RB025")]
    [InlineData("targets: 1\nserver: {}", "RB022")]
    [InlineData("targets: 1\nservers: { a: { conect: host=h } }", "RB022")]
    [InlineData("targets: 1\nservers: { a: { connect: host=h, production: yes } }", "RB023")]
    [InlineData("targets: 1\nservers: { a: { connect: host=h, role: master } }", "RB026")]
    [InlineData("targets: 1\nservers: { a: { connect: host=h, password_from: hunter2 } }", "RB027")]
    [InlineData("targets: 1\nservers: { a: host=h }", "RB020")]
    [InlineData("targets: 1\nservers: { a b: { connect: host=h } }", "RB625")]
    [InlineData("targets: 1\nservers: { scratch: { connect: host=h } }", "RB625")]
    [InlineData("targets: 1\nservers: { a: { connect: hots=h } }", "RB601")]
    [InlineData("targets: 1\nservers: { a: { connect: host=h password=hunter2 } }", "RB626")]
    [InlineData("targets: 1\nservers: { a: { connect: 'postgresql://u:hunter2@h/d' } }", "RB626")]
    public void A_wrong_one_is_named(string text, string code)
    {
        Assert.Null(TargetsFileReader.Read(new("runbook.targets.yaml", text), _problems));
        Assert.Equal(code, Assert.Single(_problems).Code);
    }

    [Theory]
    [InlineData("host=h password=hunter2", "RB626")]
    [InlineData("'postgresql://u:hunter2@h/d'", "RB626")]
    [InlineData("host=h sslpassword = 'x hunter2'", "RB626")]
    [InlineData("host=h oauth_client_secret=hunter2 x", "RB602")]
    [InlineData("host=h password=hunter2 x", "RB602")]
    public void No_excerpt_shows_a_password(string connect, string code)
    {
        TargetsFileReader.Read(new("runbook.targets.yaml", $"targets: 1\nservers: {{ a: {{ connect: {connect}, role: master }} }}"), _problems);

        Assert.Equal([code, "RB026"], _problems.Select(problem => problem.Code).Order(StringComparer.Ordinal).Reverse());
        Assert.Contains("connect: ••", DiagnosticText.Render(_problems), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", DiagnosticText.Render(_problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("host=h password=hunter2 x")]
    [InlineData("host=h password=hunter2 bogus=1")]
    [InlineData("postgresql://u:hunter2@h/d?bogus=1")]
    public void A_message_about_a_string_with_a_password_does_not_point_at_its_line(string connect)
    {
        TargetsFileReader.Read(new("runbook.targets.yaml", $"targets: 1\nservers:\n  a:\n    connect: {connect}\n"), _problems);
        Assert.NotEmpty(_problems);
        Assert.All(_problems, problem => Assert.Equal(3, problem.Span!.Start.Line));
    }

    [Fact]
    public void It_is_found_at_the_root_of_the_playbook()
    {
        using var host = new TestHost();
        host.Write("runbook.targets.yaml", "targets: 1\nservers: { outer: { connect: host=h } }");
        host.Write("books/.git/HEAD", "");
        host.Write("team/runbook.targets.yaml", "targets: 1\nservers: { team: { connect: host=h } }", (UnixFileMode)Convert.ToInt32("664", 8));
        Assert.Equal(["team"], TargetsFileReader.Find($"{host.HomeDirectory}/team/y.yaml", host, _problems)!.Servers.Select(s => s.Name));
        Assert.Equal(["outer"], TargetsFileReader.Find($"{host.HomeDirectory}/x/y.yaml", host, _problems)!.Servers.Select(s => s.Name));
        Assert.Null(TargetsFileReader.Find($"{host.HomeDirectory}/books/y.yaml", host, _problems));
        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData("link", "it is a link to what is not there")]
    [InlineData("open", "everybody may change it: `chmod o-w ")]
    public void One_that_is_not_taken_leaves_no_room_for_that_of_a_folder_above(string what, string hint)
    {
        using var host = new TestHost();
        host.Write("runbook.targets.yaml", "targets: 1\nservers: { outer: { connect: host=h } }");
        var path = host.Write("books/runbook.targets.yaml", "targets: 1\nservers: { inner: { connect: host=h } }", what == "open" ? (UnixFileMode)Convert.ToInt32("646", 8) : default);
        if (what == "link")
        {
            File.Delete(path);
            File.CreateSymbolicLink(path, "nowhere.yaml");
        }

        Assert.Null(TargetsFileReader.Find($"{host.HomeDirectory}/books/y.yaml", host, _problems));

        var problem = Assert.Single(_problems);
        Assert.Equal(("RB631", true), (problem.Code, problem.Hint!.StartsWith(hint, StringComparison.Ordinal)));
    }

    [Fact]
    public void Its_schema_allows_the_keys_that_are_read()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "schemas/targets.schema.json")));
        var server = schema.RootElement.GetProperty("properties").GetProperty("servers").GetProperty("additionalProperties").GetProperty("properties");
        TargetsFileReader.Read(new("x", "targets: 1\nservers: { a: { connect: host=h, zzzzzzzzzzzz: 1 } }"), _problems);
        Assert.Equal($"keys allowed here: {string.Join(", ", server.EnumerateObject().Select(p => $"`{p.Name}`"))}", Assert.Single(_problems).Hint);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "global.json")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
