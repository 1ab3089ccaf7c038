namespace SomaBrain.Runbooks.Tests.Architecture;

/// <summary>The tests' own tools: a comparison that cannot fail would approve everything.</summary>
public sealed class Approval_of_outputs
{
    [Fact]
    public void A_difference_is_shown_with_the_lines_around_it() =>
        Assert.Equal(
            "  c\n  d\n- e\n+ E\n  f\n  g\n  …\n",
            LineDiff.Of("a\nb\nc\nd\ne\nf\ng\nh", "a\nb\nc\nd\nE\nf\ng\nh"));

    [Fact]
    public void What_differs_between_two_equal_runs_is_scrubbed() =>
        Assert.Equal(
            "{time} {temp} took {duration}, digest {sha256}, 12 rows",
            Scrubber.Usual.Text("/tmp/rb-1", "{temp}").Apply(
                $"2026-11-22T18:42:15.123456Z /tmp/rb-1 took 1.5 s, digest sha256:{new string('a', 64)}, 12 rows"));

    [Fact]
    public void Nothing_approved_is_a_failure_that_leaves_what_was_received()
    {
        using var folder = new TempFolder();
        var failure = Assert.ThrowsAny<Exception>(() => Approved.Text("hello", testFile: folder["Topic.cs"], testName: "A_case"));
        Assert.Contains("Topic.A_case.verified.txt", failure.Message, StringComparison.Ordinal);
        Assert.Equal("hello", File.ReadAllText(folder["Topic.A_case.received.txt"]));
    }

    [Fact]
    public void An_output_as_approved_passes_and_removes_what_was_received()
    {
        using var folder = new TempFolder();
        folder.Write("Topic.A_case_small.verified.txt", "hello\n");
        folder.Write("Topic.A_case_small.received.txt", "old");
        Approved.Text("hello\n", name: "small", testFile: folder["Topic.cs"], testName: "A_case");
        Assert.False(File.Exists(folder["Topic.A_case_small.received.txt"]));
    }
}
