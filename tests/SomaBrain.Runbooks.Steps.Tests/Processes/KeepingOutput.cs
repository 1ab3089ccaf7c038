using System.Text;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps.Tests.Processes;

/// <summary>Beside no other test: what they allocate would be counted, too.</summary>
[CollectionDefinition(nameof(KeepingOutput), DisableParallelization = true)]
[Collection(nameof(KeepingOutput))]
public sealed class KeepingOutput
{
    [Fact]
    public async Task A_gibibyte_is_read_in_flat_memory()
    {
        var before = GC.GetTotalAllocatedBytes();
        var ended = await Dummy.With("flood", "1024").EndAsync();

        Assert.Equal((0, 1L << 30), (ended.ExitCode, ended.Stdout.Total));
        Assert.Equal((1 << 20, false, true), (ended.Stdout.Head.Length, ended.Stdout.IsWhole, ended.Stdout.IsTruncated));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 16 << 20);
    }

    [Fact]
    public async Task Both_streams_at_once_do_not_block_each_other()
    {
        var ended = await Dummy.Sh("yes out | head -c 3000000 & yes err | head -c 3000000 >&2; wait").EndAsync();

        Assert.Equal((3_000_000, 3_000_000), (ended.Stdout.Total, ended.Stderr.Total));
    }

    [Theory]
    [InlineData(100, 0, true, false)]
    [InlineData(101, 101, false, false)]
    [InlineData(1000, 1000, false, false)]
    [InlineData(1001, 1000, false, true)]
    [InlineData(50_000, 1000, false, true)]
    public async Task Limits_are_kept_to_the_byte(int written, int spilled, bool whole, bool truncated)
    {
        using var file = new MemoryStream();
        var request = Dummy.Sh($"yes abcdefg | head -c {written}") with { Limits = new(100, 1000), Spill = _ => file };

        var stdout = (await request.EndAsync()).Stdout;

        var all = string.Concat(Enumerable.Repeat("abcdefg\n", written))[..written];
        Assert.Equal((written, spilled, whole, truncated), (stdout.Total, stdout.Spilled, stdout.IsWhole, stdout.IsTruncated));
        Assert.Equal(all[..Math.Min(100, written)], stdout.Text);
        Assert.Equal(all[..spilled], Encoding.UTF8.GetString(file.ToArray()));
        Assert.Equal(all[^Math.Min(written, 8192)..], stdout.LastText);
    }

    [Fact]
    public async Task The_beginning_is_cut_between_characters()
    {
        var request = Dummy.Sh("printf 'ab€€'") with { Limits = new(7) };

        Assert.Equal("ab€", (await request.EndAsync()).Stdout.Text);
    }

    [Fact]
    public async Task A_side_file_that_cannot_be_written_does_not_stop_the_child()
    {
        var request = Dummy.Sh("yes | head -c 100000") with { Limits = new(10), Spill = _ => throw new IOException("no space") };

        var ended = await request.EndAsync();

        Assert.Equal((0, "no space", true), (ended.ExitCode, ended.Stdout.SpillFault, ended.Stdout.IsTruncated));
    }

    [Fact]
    public async Task Secrets_are_masked_before_output_is_cut_or_written()
    {
        using var file = new MemoryStream();
        var request = Dummy.Sh("for i in 1 2 3 4 5 6 7 8 9; do printf 'x%s.' hunter2-hunter2; sleep 0.01; done") with
        {
            Limits = new(10, 24),
            Spill = _ => file,
            Masker = Masker.None.With("hunter2-hunter2"),
        };

        var ended = await request.EndAsync();

        Assert.Equal("x***.x***.", ended.Stdout.Text);
        Assert.Equal("x***.x***.x***.x***.x***", Encoding.UTF8.GetString(file.ToArray()));
        Assert.Equal(string.Concat(Enumerable.Repeat("x***.", 9)), ended.Stdout.LastText);
    }

    [Theory]
    [InlineData("printf 'a hunter2-hunter2 b'", "a hunter2-hunter2 b")]
    [InlineData("printf 'a hunter2'; sleep 0.05; printf -- '-hunter2'", "a hunter2-hunter2")]
    [InlineData("printf 'nothing in it'", null)]
    [InlineData("yes hunter2-hunter2 | head -c 160", null)]
    public async Task What_was_masked_is_kept_as_it_is_too(string command, string? real)
    {
        var ended = await (Dummy.Sh(command) with { Limits = new(60, 0), Masker = Masker.None.With("hunter2-hunter2") }).EndAsync();

        Assert.DoesNotContain("hunter2-hunter2", ended.Stdout.Text, StringComparison.Ordinal);
        Assert.Equal((ended.Stdout.Text.Contains("***", StringComparison.Ordinal), real ?? ""), (ended.Stdout.IsMasked, Encoding.UTF8.GetString(ended.Stdout.Real.Span)));
    }

    [Fact]
    public async Task Command_lines_of_daemons_are_masked()
    {
        var request = Dummy.Sh("setsid -f sh -c 'sleep 1000; : hunter2-hunter2' >/dev/null 2>&1; sleep 0.3") with { Masker = Masker.None.With("hunter2-hunter2") };

        var ended = await request.EndAsync();

        Assert.Contains(ended.Daemons, daemon => daemon.CommandLine == "sh -c sleep 1000; : ***");
        ended.Daemons.ToList().ForEach(daemon => System.Diagnostics.Process.GetProcessById(daemon.Identity.Pid).Kill());
    }
}
