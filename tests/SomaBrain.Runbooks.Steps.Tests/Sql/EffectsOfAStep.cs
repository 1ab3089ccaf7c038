using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>What a step may do is judged again when its holes are filled, and as lint has judged it.</summary>
public sealed class EffectsOfAStep(ScratchFixture scratch)
{
    [Fact]
    public async Task What_a_step_takes_from_its_own_temporary_table_is_a_write()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());

        var end = await play.StepsAsync("- effect: write\n  sql: \"CREATE TEMP TABLE mine AS SELECT {{ 'a' }} AS a; DELETE FROM mine; CREATE TABLE t (a int)\"");

        Assert.Equal(ExitCode.Done, end.ExitCode);
    }
}
