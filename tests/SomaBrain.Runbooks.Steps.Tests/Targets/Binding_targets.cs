using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Targets.Binding;
using SomaBrain.Runbooks.Steps.Targets.Files;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Targets;

public sealed class Binding_targets : IDisposable
{
    private const string File = """
        targets: 1
        servers:
          prod: { connect: host=prod.example.com dbname=app user=ops, password_from: env:PROD_PASSWORD, production: true, role: primary, help: The one. }
          stage: { connect: postgresql://ops@stage.example.com/app, password_from: file:stage.password }
          lost: { connect: host=x, password_from: file:lost.password }
        """;

    private static readonly ImmutableArray<TargetDeclaration> Two =
        [TargetDeclaration.Implied, TargetDeclaration.Implied with { Name = "replica" }];

    private readonly TestHost _host = new() { Variables = { ["PGHOST"] = "/env", ["PROD_PASSWORD"] = "p1" } };
    private readonly DiagnosticBag _problems = [];

    public static TheoryData<string, string> Bindings => new()
    {
        { "", "db=postgresql://me@/me?host=%2Fenv&port=5432" },
        { "prod", "db=postgresql://ops@prod.example.com:5432/app production" },
        { "db=prod", "db=postgresql://ops@prod.example.com:5432/app production" },
        { "db=stage", "db=postgresql://ops@stage.example.com:5432/app" },
        { "postgresql://a@b/c?sslmode=disable", "db=postgresql://a@b:5432/c?sslmode=disable" },
        { "db=postgresql://a@b/c?sslmode=disable", "db=postgresql://a@b:5432/c?sslmode=disable" },
        { "db=host=/tmp port=5433 user=a dbname=b", "db=postgresql://a@/b?host=%2Ftmp&port=5433" },
        { "host=/tmp port=5433 user=a dbname=b", "db=postgresql://a@/b?host=%2Ftmp&port=5433" },
        { "scratch", "db=scratch" },
        { "db=scratch", "db=scratch" },
    };

    public static TheoryData<string, string, string> Refused => new()
    {
        { "prd", "RB621", "did you mean `prod`?" },
        { "db=stagee", "RB621", "did you mean `stage`?" },
        { "production", "RB621", "`prod`, `stage`, `lost`, `scratch`" },
        { "bd=prod", "RB620", "did you mean `db`?" },
        { "hots=/tmp", "RB601", "did you mean `host`?" },
        { "prod|stage", "RB622", "--target name=server" },
        { "db=", "RB623", "--target db=SERVER" },
        { "db=lost", "RB628", "password_from" },
        { "db=host=/tmp prot=1", "RB601", "did you mean `port`?" },
    };

    public void Dispose() => _host.Dispose();

    [Theory]
    [MemberData(nameof(Bindings))]
    public void A_target_is_bound_by_name_string_or_environment(string argument, string expected)
    {
        var bound = Bind([TargetDeclaration.Implied], argument);
        Assert.Empty(_problems);
        Assert.Equal(expected.Replace("me", Environment.UserName, StringComparison.Ordinal), Shown(Assert.Single(bound)).Replace("me", Environment.UserName, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_bound_is_told_with_what_to_do(string arguments, string code, string says)
    {
        Bind([TargetDeclaration.Implied], arguments.Split('|'));
        var problem = Assert.Single(_problems);
        Assert.Equal(code, problem.Code);
        Assert.Contains(says, problem.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void The_password_comes_from_where_the_file_says()
    {
        var server = Assert.IsType<BoundTarget.Server>(Assert.Single(Bind([TargetDeclaration.Implied], "prod")));
        Assert.Equal(new Value.Secret("env:PROD_PASSWORD", new Value.Text("p1")), server.Settings.Servers[0].Password);
        Assert.Equal([new("db"), new("db", ServerRole.Primary, Span: server.Entry!.Span)], server.Requirements);

        server = Assert.IsType<BoundTarget.Server>(Assert.Single(Bind([TargetDeclaration.Implied], "stage")));
        Assert.Equal(new Value.Secret("file:stage.password", new Value.Text("p2 ")), server.Settings.Servers[0].Password);
    }

    [Fact]
    public void The_environment_stands_for_one_target_only()
    {
        var bound = Bind(Two);
        Assert.Equal("RB624", Assert.Single(_problems).Code);
        Assert.Equal(["db"], bound.Select(b => b.Name));
    }

    [Fact]
    public void A_misspelt_target_binds_nothing_at_all()
    {
        Assert.Empty(Bind(Two, "replca=stage"));
        Assert.Equal("RB620", Assert.Single(_problems).Code);
    }

    [Fact]
    public void Several_targets_go_to_several_servers()
    {
        var bound = Bind(Two, "replica=scratch", "prod");
        Assert.Empty(_problems);
        Assert.Equal("prod.example.com scratch", string.Join(' ', bound.Select(b => b is BoundTarget.Server s ? s.Settings.Servers[0].Host : "scratch")));
    }

    [Fact]
    public void A_name_without_a_targets_file_says_where_to_write_it()
    {
        new TargetBinding(_host, null).Bind([TargetDeclaration.Implied], ["prod"], _problems);
        Assert.Contains("runbook.targets.yaml", Assert.Single(_problems).Hint, StringComparison.Ordinal);
    }

    private ImmutableArray<BoundTarget> Bind(ImmutableArray<TargetDeclaration> declared, params string[] arguments)
    {
        _host.Write("stage.password", "p2 \n");
        var problems = new DiagnosticBag();
        var file = TargetsFileReader.Read(new($"{_host.HomeDirectory}/runbook.targets.yaml", File), problems);
        Assert.Empty(problems);
        return new TargetBinding(_host, file).Bind(declared, arguments.Where(a => a.Length > 0), _problems);
    }

    private static string Shown(BoundTarget target) => target switch
    {
        BoundTarget.Server server => $"{server.Name}={server.Settings}{(server.Production ? " production" : "")}",
        BoundTarget.Scratch => $"{target.Name}=scratch",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
