using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Tests.Execution;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Reading;

public sealed class Binding_parameters
{
    [Theory]
    [InlineData("type: string", "a,b", "a,b")]
    [InlineData("type: string", "", "")]
    [InlineData("type: string", "{{ params.x }}", "{{ params.x }}")]
    [InlineData("type: integer", "-5", "-5")]
    [InlineData("type: integer", "9223372036854775807", "9223372036854775807")]
    [InlineData("type: number", "-1.25", "-1.25")]
    [InlineData("type: number", "1234567890123456789012345.678", "1234567890123456789012345.678")]
    [InlineData("type: number", "79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("type: boolean", "true", "true")]
    [InlineData("type: duration", "90m", "1h30m")]
    [InlineData("type: size", "1024KiB", "1MiB")]
    [InlineData("type: timestamp", "2026-11-22T17:40:12+01:00", "2026-11-22T16:40:12Z")]
    [InlineData("type: path", "/a b", "/a b")]
    [InlineData("type: identifier", "Ä b", "Ä b")]
    [InlineData("type: enum, values: [a, b]", "b", "b")]
    [InlineData("type: list, of: integer", "1, 2", "[1,2]")]
    [InlineData("type: list", "", "[]")]
    [InlineData("type: list", "a,,b", """["a","","b"]""")]
    [InlineData("type: integer, min: 1, max: 3", "3", "3")]
    [InlineData("type: string, pattern: \"[a-z]+\"", "abc", "abc")]
    public void A_value_is_read_by_its_type(string declared, string given, string value)
    {
        var (values, problems) = Bind($"a: {{ {declared} }}", [("a", given)]);

        Assert.Empty(problems);
        Assert.Equal(value, ValueText.Of(values["a"]));
    }

    [Theory]
    [InlineData("type: integer", "0755")]
    [InlineData("type: integer", "1.0")]
    [InlineData("type: integer", " 1")]
    [InlineData("type: integer", "1_000")]
    [InlineData("type: integer", "9223372036854775808")]
    [InlineData("type: number", "1e3")]
    [InlineData("type: number", ",5")]
    [InlineData("type: number", "0.12345678901234567890123456789")]
    [InlineData("type: number", "79228162514264337593543950336")]
    [InlineData("type: boolean", "yes")]
    [InlineData("type: boolean", "True")]
    [InlineData("type: duration", "30")]
    [InlineData("type: duration", "-30s")]
    [InlineData("type: size", "64MB")]
    [InlineData("type: timestamp", "2026-11-22T17:40:12")]
    [InlineData("type: path", "")]
    [InlineData("type: identifier", "")]
    [InlineData("type: string", "a\0b")]
    [InlineData("type: enum, values: [a, b]", "c")]
    [InlineData("type: list, of: integer", "1,,2")]
    [InlineData("type: list, of: integer", "1,x")]
    [InlineData("type: list, of: integer, max: 3", "1,4")]
    [InlineData("type: integer, min: 1", "0")]
    [InlineData("type: duration, max: 1h", "61m")]
    [InlineData("type: timestamp, min: \"2026-01-01T00:00:00Z\"", "2025-12-31T23:59:59Z")]
    [InlineData("type: string, min: 2", "a")]
    [InlineData("type: string, pattern: \"[a-z]+\"", "abc\n")]
    [InlineData("type: string, pattern: \"a|b\"", "ax")]
    public void A_wrong_value_is_refused(string declared, string given)
    {
        var (_, problems) = Bind($"a: {{ {declared} }}", [("a", given)]);

        var problem = Assert.Single(problems);
        Assert.Equal("RB152", problem.Code);
        Assert.False(string.IsNullOrEmpty(problem.Hint));
    }

    [Theory]
    [InlineData("integer", "9223372036854775808", "a whole number is from -9223372036854775808 to 9223372036854775807")]
    [InlineData("integer", "-99999999999999999999", "a whole number is from")]
    [InlineData("size", "8388608TiB", "a size is less than 8388608TiB")]
    [InlineData("size", "99999999999999999999B", "a size is less than")]
    [InlineData("duration", "10675200d", "a duration is at most 10675199d")]
    [InlineData("duration", "1d99999999999999999999us", "a duration is at most")]
    public void What_is_too_great_is_not_called_something_else(string type, string given, string range)
    {
        var (_, problems) = Bind($"a: {{ type: {type} }}", [("a", given)]);

        Assert.Contains($"`{given}` is out of range: {range}", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("integer", "--5", "is not a whole number")]
    [InlineData("size", "5TB", "is not a size")]
    [InlineData("duration", "1.5h", "is not a duration")]
    public void And_what_is_something_else_is_not_called_too_great(string type, string given, string why)
    {
        var (_, problems) = Bind($"a: {{ type: {type} }}", [("a", given)]);

        Assert.Contains(why, Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("---\n")]
    public void A_file_of_parameters_that_is_empty_is_told_how_it_begins(string text)
    {
        var problems = new DiagnosticBag();

        Assert.Empty(ParametersFile.Read(new Source("v.yaml", text), problems));

        var problem = Assert.Single(problems);
        Assert.Equal(("RB006", "write `name: value`"), (problem.Code, problem.Hint));
    }

    [Fact]
    public void All_problems_are_told_together()
    {
        var (_, problems) = Bind(
            "{ a: { type: integer }, b: { type: integer }, c: { type: secret, from: \"env:C\" }, d: { type: secret, from: \"env:D\" }, e: { type: integer }, f: { type: integer, default: 1 } }",
            [("a", "x"), ("z", "1"), ("c", "hunter2"), ("f", "1"), ("f", "2")]);

        Assert.Equal(["RB150", "RB151", "RB151", "RB152", "RB153", "RB154", "RB156"], problems.Select(problem => problem.Code).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(problems, problem => problem.Message.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_not_given_is_its_default_or_null()
    {
        var (values, problems) = Bind("{ a: { type: integer, default: 7 }, b: { type: integer, optional: true }, c: { type: secret, optional: true, from: \"env:NONE\" } }", []);

        Assert.Empty(problems);
        Assert.Equal([new Value.Integer(7), Value.Null.Instance, Value.Null.Instance], new[] { values["a"], values["b"], values["c"] });
    }

    [Fact]
    public void A_secret_is_read_from_its_source_and_is_secret()
    {
        var (values, _) = Bind("a: { type: secret, from: \"env:THERE\" }", []);

        Assert.Equal(new Value.Secret("params.a", new Value.Text("hunter2")), values["a"]);
    }

    [Theory]
    [InlineData("min: 8")]
    [InlineData("max: 3")]
    [InlineData("pattern: \"[0-9]+\"")]
    public void A_secret_outside_its_bounds_is_refused_and_not_shown(string bound)
    {
        var (_, problems) = Bind($"a: {{ type: secret, from: \"env:THERE\", {bound} }}", []);

        var problem = Assert.Single(problems);
        Assert.Equal("RB152", problem.Code);
        Assert.DoesNotContain("hunter2", problem.Message + problem.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_gives_what_the_command_line_does_not()
    {
        var (values, problems) = Bind(
            "{ a: { type: integer }, b: { type: list }, c: { type: string }, d: { type: list, of: integer } }",
            [("a", "1")],
            file: "a: 2\nb: [\"x,y\", z]\nc: 'no'\nd: 3, 4\n");

        Assert.Empty(problems);
        Assert.Equal("""1 ["x,y","z"] no [3,4]""", string.Join(' ', "abcd".Select(name => ValueText.Of(values[name.ToString()]))));
    }

    [Theory]
    [InlineData("a: x", "RB152 1:4")]
    [InlineData("a: 1\nb: 2", "RB150 2:1")]
    [InlineData("a: [1, 2]", "RB152 1:4")]
    [InlineData("a: 1\ns: hunter2", "RB157 2:4")]
    [InlineData("{ s: hunter2, a: x }", "RB157 1:6, RB152 1:18")]
    [InlineData("a: 1\ns: |\n  hunter2\n", "RB157 2:4")]
    [InlineData("a: 1\ns: [x, hunter2]", "RB157 2:4")]
    [InlineData("a:", "RB151 3:11, RB020 1:3")]
    [InlineData("a: { b: 1 }", "RB151 3:11, RB020 1:4")]
    [InlineData("- a", "RB151 3:11, RB020 1:1")]
    [InlineData("a: 1\na: 2", "RB014 2:1")]
    public void What_is_wrong_in_a_file_is_told_with_its_place(string file, string told)
    {
        var (_, problems) = Bind("{ a: { type: integer }, s: { type: secret, optional: true, from: \"env:NONE\" } }", [], file: file);

        Assert.Equal(told, string.Join(", ", problems.Select(problem => $"{problem.Code} {problem.Span?.Start}")));
        Assert.DoesNotContain("hunter2", DiagnosticText.Render(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_asked_for_in_order_when_all_else_is_right()
    {
        List<string> asked = [];
        var (values, problems) = Bind(
            "{ a: { type: integer, min: 1 }, b: { type: integer, default: 2 }, c: { type: secret, from: prompt }, d: { type: enum, values: [x, y] } }",
            [],
            ask: question =>
            {
                asked.Add(question.Step);
                Assert.Equal(question.IsHidden, question.Judge("0") is null);
                return question.Step switch { "params.a" => "7", "params.c" => "hunter2", _ => "y" };
            });

        Assert.Empty(problems);
        Assert.Equal(["params.a", "params.c", "params.d"], asked);
        Assert.Equal([new Value.Integer(7), new Value.Integer(2), new Value.Secret("params.c", new Value.Text("hunter2")), new Value.Text("y")], "abcd".Select(name => values[name.ToString()]));
    }

    [Fact]
    public void Nothing_is_asked_while_something_is_wrong()
    {
        var (_, problems) = Bind("{ a: { type: integer }, b: { type: integer }, c: { type: secret, from: prompt } }", [("b", "x")], ask: _ => throw new InvalidOperationException());

        Assert.Equal(["RB151", "RB152"], problems.Select(problem => problem.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_person_who_stops_ends_it_before_the_start()
    {
        var (values, problems) = Bind("{ a: { type: integer }, b: { type: integer } }", [], ask: _ => null);

        Assert.Equal(["RB904"], problems.Select(problem => problem.Code));
        Assert.Empty(values);
    }

    [Theory]
    [InlineData("env:THERE", true)]
    [InlineData("command:[vault, read, x]", false)]
    [InlineData("prompt", false)]
    public void A_dry_run_starts_no_command_and_asks_for_no_secret(string from, bool known)
    {
        var (values, problems) = Bind($"a: {{ type: secret, from: '{from}' }}", [], ask: _ => throw new InvalidOperationException(), isDryRun: true);

        Assert.Empty(problems);
        Assert.Equal(known, !values["a"].IsUnknown);
        Assert.IsType<Value.Secret>(values["a"]);
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "RB154")]
    public void An_optional_secret_is_null_only_where_nothing_is_there(bool isAbsent, string code)
    {
        var (values, problems) = Bind("a: { type: secret, optional: true, from: \"file:x\" }", [], isAbsent: isAbsent);

        Assert.Equal(code, string.Join(',', problems.Select(problem => problem.Code)));
        Assert.Equal(isAbsent, values.GetValueOrDefault("a") is Value.Null);
    }

    private static (IReadOnlyDictionary<string, Value> Values, DiagnosticBag Problems) Bind(
        string parameters, (string Name, string Text)[] given, string file = "", Func<Question, string?>? ask = null, bool isDryRun = false, bool isAbsent = true)
    {
        var problems = new DiagnosticBag();
        var text = $"runbook: 1\ntitle: t\nparams: {(parameters.StartsWith('{') ? parameters : $"{{ {parameters} }}")}\nsteps: [{{ act: x }}]";
        var catalog = new StepCatalog([new ActKind((_, _, _) => throw new InvalidOperationException())]);
        var playbook = new PlaybookReader(catalog).Read(new Source("p.yaml", text), problems);
        Assert.Empty(problems);
        var values = new ParameterBinding(playbook!, source => source.Written == "env:THERE" ? ("hunter2", null) : (null, "the variable is not set"))
        {
            Ask = ask,
            IsDryRun = isDryRun,
            IsAbsent = _ => isAbsent,
        }.Bind([.. given.Select(one => new GivenParameter(one.Name, one.Text))], file.Length == 0 ? [] : ParametersFile.Read(new Source("v.yaml", file), problems), problems);
        return (values, problems);
    }
}
