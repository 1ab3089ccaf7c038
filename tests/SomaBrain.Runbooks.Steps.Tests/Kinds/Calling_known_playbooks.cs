using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Linting;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

/// <summary>Lint reads a playbook once that many call, and says of each of them what it would say of that one alone.</summary>
public sealed class Calling_known_playbooks
{
    private readonly Folder _folder = new();
    private readonly KnownPlaybooks _known = new();

    [Fact]
    public void A_playbook_is_read_once_for_all_that_call_it_and_for_itself()
    {
        _folder["lib"] = "steps: [{ sql: SELECT 1 }]";
        _folder["outer"] = "steps: [{ call: lib }]";
        _folder["a"] = "steps: [{ call: lib }]";
        _folder["b"] = "steps: [{ call: outer }]";

        var (a, b) = (Step(Read("a")), Step(Read("b")));

        Assert.Same(Inner(a), Inner(Inner(b)));
        Assert.Same(Inner(a), Step(Read("lib")));
        Assert.Same(Inner(b), Step(Read("outer")));
        Assert.Null(Read("lib").BoundTargets);
    }

    [Fact]
    public void On_other_servers_it_is_another_one()
    {
        _folder["lib"] = "steps: [{ sql: SELECT 1 }]";
        _folder["a"] = "targets: { db: {}, copy: {} }\nsteps: [{ call: lib, targets: { db: copy } }]";
        _folder["b"] = "targets: { db: {} }\nsteps: [{ call: lib }]";

        Assert.Equal(["copy", "db"], [Inner(Step(Read("a"))).Header.On, Inner(Step(Read("b"))).Header.On]);
        Assert.Equal("copy", Read("a").Callees.Single().BoundTargets!["db"]);
    }

    [Fact]
    public void What_is_wrong_with_it_is_told_of_each_that_calls_it()
    {
        _folder["lib"] = "steps: [{ sql: SELECT {{ params.none }} }]";
        _folder["a"] = "steps: [{ call: lib }]";
        _folder["b"] = "steps: [{ call: lib }]";

        Assert.Equal(Lint("a"), Lint("b"));
        Assert.Contains("lib", Assert.Single(Lint("b")), StringComparison.Ordinal);
    }

    /// <summary>A secret stays one in the playbook that is called, which would refuse it in the run.</summary>
    [Fact]
    public void A_secret_is_not_given_to_where_none_may_stand()
    {
        _folder["lib"] = "params: { a: { type: string, help: h }, b: { type: string, help: h } }\nvars: { v: '-{{ params.a }}' }\nsteps: [{ effect: read, shell: [echo, '{{ vars.v }}'], env: { B: '{{ params.b }}' } }]";
        _folder["phrase"] = "params: { a: { type: string, help: h } }\nsteps:\n  - call: lib\n    with: { a: x, b: '{{ params.a }}' }\n  - { confirm: x, phrase: '{{ params.a }}' }";
        _folder["further"] = "params: { a: { type: string, help: h } }\nsteps: [{ call: lib, with: { a: '{{ params.a }}', b: x } }]";
        const string Secret = "params: { pw: { type: secret, from: env:PW } }\n";
        _folder["a"] = $"{Secret}steps:\n  - call: lib\n    with:\n      a: 'x{{{{ params.pw }}}}'\n      b: '{{{{ params.pw }}}}'";
        _folder["b"] = $"{Secret}steps:\n  - call: further\n    with: {{ a: '{{{{ params.pw }}}}' }}\n  - call: phrase\n    with: {{ a: '{{{{ params.pw }}}}' }}";

        Assert.Empty(Lint("lib"));
        Assert.Empty(Lint("further"));
        Assert.Equal(["RB423 a:7"], Lint("a"));
        Assert.Equal(["RB423 b:6", "RB414 b:8"], Lint("b"));
    }

    /// <summary>Whether somebody was asked before a step depends on the call.</summary>
    [Fact]
    public void In_one_playbook_each_call_has_steps_of_its_own()
    {
        _folder["drop"] = "effect: destroy\nsteps: [{ sql: DROP TABLE a, timeout: 1m }]";
        _folder["outer"] = "effect: destroy\nsteps: [{ call: drop }]";
        _folder["a"] = "effect: destroy\nsteps:\n  - call: drop\n  - confirm: Drop it?\n  - call: drop\n  - call: outer";
        Lint("drop");
        Lint("outer");

        Assert.Equal(["RB325 a:5"], Lint("a"));
        Assert.Equal(["RB325 a:5"], Lint("a"));
    }

    [Fact]
    public void A_chain_that_is_too_long_is_refused_however_much_of_it_is_known()
    {
        _folder["x9"] = "steps: [{ note: x }]";
        for (var i = 8; i >= 0; i--)
        {
            _folder[$"x{i}"] = $"steps: [{{ call: x{i + 1} }}]";
            Assert.Equal(i > 0 ? [] : ["RB133 x8:3"], Lint($"x{i}"));
        }
    }

    [Fact]
    public void Calls_are_counted_in_what_is_known()
    {
        _folder["note"] = "steps: [{ note: x }]";
        _folder["many"] = $"steps: [{string.Join(',', Enumerable.Repeat("{ call: note }", 400))}]";
        _folder["more"] = $"steps: [{string.Join(',', Enumerable.Repeat("{ call: note }", 99))}]";
        _folder["a"] = "steps: [{ call: many }, { call: more }]";
        Assert.Empty(Lint("many"));
        Assert.Empty(Lint("more"));

        Assert.Equal(["RB133 more:3"], Lint("a"));
    }

    [Fact]
    public void Keys_and_values_are_counted_in_what_is_known()
    {
        foreach (var name in (string[])["long", "longer", "other"])
        {
            _folder[name] = $"steps: [{string.Join(',', Enumerable.Repeat("{ note: x }", 3_000))}]";
            Assert.Empty(Lint(name));
        }

        _folder["a"] = "steps: [{ call: long }, { call: longer }]";
        _folder["b"] = "steps:\n  - call: long\n  - call: longer\n  - call: other";

        Assert.Empty(Lint("a"));
        Assert.Equal(["RB133 b:6"], Lint("b"));
    }

    private static Step Step(Playbook playbook) => playbook.Steps[0];

    private static Step Inner(Step call) => call.Blocks[0].Steps[0];

    private Playbook Read(string name) => new PlaybookReader(BuiltInSteps.ForReading(), _folder, _known).Read(_folder.Open(name), new())!;

    private List<string> Lint(string name)
    {
        var problems = new DiagnosticBag();
        var catalog = BuiltInSteps.ForReading();
        if (new PlaybookReader(catalog, _folder, _known).ReadAll(_folder.Open(name), problems) is { } read)
        {
            new Linter(catalog).Lint(read, problems);
        }

        return [.. problems.Where(problem => problem.Code != "RB320").Select(problem => $"{problem.Code} {problem.Span!.File}:{problem.Span.Start.Line}")];
    }

    private sealed class Folder : IPlaybooks
    {
        private readonly Dictionary<string, Source> _all = new(StringComparer.Ordinal);

        public string this[string name]
        {
            set => _all[name] = new(name, $"runbook: 1\ntitle: t\n{value}\n");
        }

        public Source Open(string name) => _all[name];

        public string Identity(Source playbook) => playbook.Name;

        public Source? Open(MappedText path, Source caller, DiagnosticBag problems) => _all[path.Content];
    }
}
