using CsCheck;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Fuzzing;

/// <summary>Texts of holes, quotes and operators: each is a template or a problem in its own place, and a template gives a value or a problem.</summary>
public sealed class Any_template
{
    private static readonly string[] Pieces =
    [
        "{{ ", " }}", "{{", "}}", "{%{", "}%}", "x", "y", ".a", "[0]", "['a']", "(", ")", "'", "\"", "\\", "'a'", "1", "0", "1.5", "16MiB", "5m", " + ", " - ", " * ", " / ", " % ", " == ", " < ", " && ", " || ", "!", " ? ", " : ", " ?? ", " | ", "sum", "size(", "join", "map(x, 'a')",
        "ident", "literal", "table", "raw", "null", "true", "params.", "steps.a.", "~", "-", "{", "}", "[", "]", ",", " ", "\n", "é", "👍", "\\u0041", "\\ud800", "for", "end", "if", "=", "$", "@", ";",
    ];

    private static readonly Value[] Values =
    [
        new Value.Integer(5), new Value.Text("{{ x }}"), Value.Null.Instance, new Value.List([new Value.Integer(1), new Value.Text("a")]), new Value.Row([new("a", new Value.Integer(long.MaxValue))]),
        new Value.Secret("params.p", new Value.Text("hunter22")), new Value.Unknown("later"), new Value.Missing("skipped"), new Value.Size(1024), new Value.Boolean(true), new Value.Number(0.1m),
    ];

    [Fact]
    public void Is_compiled_or_refused_and_never_throws() =>
        (from pieces in Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 25]
         from kind in Gen.Int[0, 3]
         from value in Gen.Int[0, Values.Length - 1]
         select (Text: string.Concat(pieces), Kind: (HoleKind)kind, Value: Values[value])).Sample(
            one => Soak.Within(one.Text, () =>
            {
                var problems = new DiagnosticBag();
                var template = Template.Parse(MappedText.Of(new Source("t", one.Text)), one.Kind, problems);
                Assert.Equal(template is null, problems.HasErrors);
                Assert.All(problems, problem => Assert.True(problem.Span!.Source.Offset(problem.Span.End) <= one.Text.Length && !string.IsNullOrEmpty(problem.Hint), problem.Code));
                if (template?.Render(new Everything(one.Value)) is { } rendered)
                {
                    Assert.NotEqual(rendered.Ok, rendered.Problem is not null);
                    Assert.DoesNotContain("hunter22", $"{rendered.Problem?.Message}{rendered.Problem?.Hint}", StringComparison.Ordinal);
                }
            }),
            iter: 20_000 * Soak.Factor);

    private sealed class Everything(Value value) : IScope
    {
        public IEnumerable<string> Names => ["x", "y"];

        public bool IsRoot(string name) => name is "params" or "steps";

        public Value? Name(string name) => name is "x" or "y" ? value : null;

        public Value? Member(string root, string name) => value;

        public IEnumerable<string> Members(string root) => ["a"];
    }
}
