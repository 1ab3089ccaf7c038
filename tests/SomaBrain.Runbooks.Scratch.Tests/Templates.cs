namespace SomaBrain.Runbooks.Scratch.Tests;

public sealed class Templates : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("rbstate").FullName;

    private ScratchOptions Options => Setting.Bare with { StateDirectory = _state };

    private string Root => Path.Combine(_state, ".runbook", "scratch", "templates");

    public void Dispose() => Directory.Delete(_state, recursive: true);

    public static TheoryData<string, Action<string>> Damages => new()
    {
        { "a file is missing", template => File.Delete(Path.Combine(template, "data", "global", "pg_control")) },
        { "a file is cut", template => File.WriteAllText(Path.Combine(template, "data", "global", "pg_control"), "") },
        { "the manifest is missing", template => File.Delete(Path.Combine(template, "manifest")) },
        { "the data directory is missing", template => Directory.Delete(Path.Combine(template, "data"), recursive: true) },
        {
            "bytes are wrong", template =>
            {
                var control = Path.Combine(template, "data", "global", "pg_control");
                File.WriteAllBytes(control, [.. File.ReadAllBytes(control).Select(b => (byte)(b ^ 0x55))]);
            }
        },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_template_is_made_anew(string what, Action<string> damage)
    {
        await RunAsync();
        var template = Assert.Single(Directory.GetDirectories(Root));
        damage(template);
        Assert.NotEmpty(what);
        await RunAsync();
        Assert.Equal(template, Assert.Single(Directory.GetDirectories(Root)));
        await RunAsync();
    }

    [Fact]
    public async Task Two_may_make_the_same_template_at_once()
    {
        await Task.WhenAll(RunAsync(), RunAsync());
        Assert.Single(Directory.GetDirectories(Root));
    }

    [Fact]
    public async Task A_copy_has_counters_of_its_own_and_without_a_template_an_identifier_of_its_own()
    {
        const string Reset = "SELECT stats_reset::text FROM pg_stat_bgwriter";
        const string Identifier = "SELECT system_identifier FROM pg_control_system()";
        await using var one = await ScratchCluster.StartAsync(Options, Setting.Token);
        await using var two = await ScratchCluster.StartAsync(Options, Setting.Token);
        Assert.NotEqual(await one.Primary.AskAsync<string>(Reset), await two.Primary.AskAsync<string>(Reset));
        Assert.Equal(await one.Primary.AskAsync<long>(Identifier), await two.Primary.AskAsync<long>(Identifier));
        await using var three = await ScratchCluster.StartAsync(Options with { UseTemplate = false }, Setting.Token);
        Assert.NotEqual(await one.Primary.AskAsync<long>(Identifier), await three.Primary.AskAsync<long>(Identifier));
    }

    [Fact]
    public async Task A_state_directory_that_cannot_be_written_costs_time_only()
    {
        var file = Path.Combine(_state, "file");
        await File.WriteAllTextAsync(file, "", Setting.Token);
        await using var cluster = await ScratchCluster.StartAsync(Options with { StateDirectory = Path.Combine(file, "below") }, Setting.Token);
        Assert.Equal(1, await cluster.Primary.AskAsync<int>("SELECT 1"));
    }

    private async Task RunAsync()
    {
        await using var cluster = await ScratchCluster.StartAsync(Options, Setting.Token);
        Assert.Equal(1, await cluster.Primary.AskAsync<int>("SELECT 1"));
    }
}
