namespace SomaBrain.Runbooks.Tests.Execution;

public sealed class Names_in_loops
{
    private const string Inner = "- { id: out, for_each: \"[1, 2]\", block: [{ id: i, act: \"{{ item }}\" }, { id: deep, repeat: { times: 2 }, block: [{ id: j, act: \"{{ steps.i.value }}{{ index }}\" }, { act: \"{{ steps.j.value }}\" }] }] }\n";

    public static TheoryData<string, string> Table => new()
    {
        { "- act: \"{{ steps.i.value }}\"", "RB139" },
        { "- act: \"{{ steps.j.value }}\"", "RB139" },
        { "- act: \"{{ steps.deep.each[0].j.value }}\"", "RB139" },
        { "- act: \"{{ steps.out.each[0].i.value }} {{ steps.out.each[1].deep.each[0].j.value }}\"", "" },
        { "- { when: steps.i.value == 'x', act: x }", "RB139" },
        { "- { id: r, repeat: { until: steps.k.value == '1', max: 3 }, block: [{ id: k, act: \"{{ index }}\" }] }", "" },
        { "- { for_each: \"[1]\", block: [{ id: k, act: x }, { act: \"{{ steps.k.value }}\" }] }\n- act: \"{{ steps.k.value }}\"", "RB139" },
        { "- { id: k, for_each: \"[1]\", act: x }\n- act: \"{{ steps.k.value }} {{ steps.k.each[0].value }}\"", "" },
        { "vars: { v: \"{{ steps.i.value }}\" }", "RB139" },
        { "outputs: { v: \"{{ steps.i.value }}\" }", "RB139" },
        { "finally: [{ act: \"{{ steps.i.value }}\" }]", "RB139" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void An_id_of_a_loop_is_reached_from_outside_through_each(string text, string code) =>
        Assert.Equal(code.Length == 0 ? [] : [code], new Play().Lint($"steps:\n{Inner}{text}").Select(problem => problem.Split(' ')[0]));

    [Fact]
    public async Task Each_turn_keeps_what_stood_in_it()
    {
        var play = new Play();

        await play.RunAsync(Inner + "- act: \"{{ steps.out.each[0].i.value }} {{ steps.out.each[1].deep.each[1].j.value }}\"");

        Assert.Equal("1 21", play.Acts[^1]);
    }
}
