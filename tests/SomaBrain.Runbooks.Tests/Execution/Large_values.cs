using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Execution;

/// <summary>A few lines that double each other take no memory.</summary>
public sealed class Large_values
{
    [Theory]
    [InlineData("{{ 'aaaaaaaaaa' }}", "{{ vars.x + vars.x }}", "vars.v20 + vars.v20")]
    [InlineData("aaaaaaaaaa", "{{ vars.x }}{{ vars.x }}", "vars.v20")]
    [InlineData("{{ 'aaaaaaaaaa' }}", "{{ [vars.x, vars.x] }}", "[vars.v18, vars.v18]")]
    [InlineData("{{ 'aaaaaaaaaa' }}", "{{ join([vars.x, ''], vars.x) }}", "join([vars.v20, ''], vars.v20)")]
    public async Task A_value_is_refused_where_it_is_too_large(string first, string next, string words)
    {
        foreach (var dryRun in new[] { true, false })
        {
            var play = new Play();
            var vars = Enumerable.Range(1, 30).Select(i => $"  v{i}: \"{next.Replace("vars.x", $"vars.v{i - 1}", StringComparison.Ordinal)}\"\n");

            var end = await play.RunAsync($"vars:\n  v0: \"{first}\"\n{string.Concat(vars)}steps:\n  - act: \"{{{{ size(vars.v30) }}}}\"", dryRun);

            var problem = Assert.Single(end.Problems);
            Assert.Equal(("RB242", $"the result of `{words}` is larger than 16 MiB"), (problem.Code, problem.Message));
            Assert.InRange(problem.Span!.Start.Line, 10, 30);
        }
    }

    [Theory]
    [InlineData("size(params.t + '')", ExitCode.Done)]
    [InlineData("size(params.t + 'a')", ExitCode.Failed)]
    [InlineData("size([params.t])", ExitCode.Done)]
    [InlineData("size([params.t, 'a'])", ExitCode.Failed)]
    [InlineData("size(lines(params.n))", ExitCode.Failed)]
    public async Task What_is_as_large_as_allowed_can_be_computed_with(string expression, int code)
    {
        var play = new Play { Parameters = { ["t"] = new Value.Text(new('a', 16 << 20)), ["n"] = new Value.Text(new('\n', 2 << 20)) } };

        var end = await play.RunAsync($"params: {{ t: {{ type: string }}, n: {{ type: string }} }}\nsteps:\n  - act: \"{{{{ {expression} }}}}\"");

        Assert.Equal(code, end.ExitCode);
    }
}
