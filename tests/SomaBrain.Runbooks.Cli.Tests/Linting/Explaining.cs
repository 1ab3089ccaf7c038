using System.Text.Json;
using SomaBrain.Runbooks.Cli.Tests.Faults;
using SomaBrain.Runbooks.Cli.Views.Explaining;

namespace SomaBrain.Runbooks.Cli.Tests.Linting;

public sealed class Explaining
{
    /// <summary>Before RB400, problems that need several files, or what a run is given.</summary>
    private static readonly HashSet<string> NotOfOneText = new(StringComparer.Ordinal)
    {
        "RB121", "RB131", "RB132", "RB133", "RB134", "RB135", "RB136", "RB137", "RB138", "RB146", "RB155", "RB157", "RB158", "RB314", "RB315", "RB316",
    };

    [Fact]
    public void A_code_is_explained_in_a_terminal()
    {
        using var lab = new Lab();
        Approved.Text(Lab.Checked(lab.Program.Run("explain", "rb325")).Exits(0).Output, Scrubber.Nothing);
    }

    [Fact]
    public void A_code_is_explained_to_programs()
    {
        using var lab = new Lab();
        var json = JsonDocument.Parse(lab.Program.Run("explain", "RB102", "--format", "json").Exits(0).Output).RootElement;
        Assert.Equal("RB102", json.GetProperty("code").GetString());
        Assert.StartsWith("runbook: 2\n", json.GetProperty("example").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("error[RB102]: `2` is no version", json.GetProperty("said").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("Write `runbook: 1`.", json.GetProperty("mend").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RB1O2", "did you mean `RB102`?")]
    [InlineData("health", "a code stands in brackets in front of a message")]
    public void An_unknown_code_is_told_of(string code, string hint)
    {
        using var lab = new Lab();
        Lab.Checked(lab.Program.Run("explain", code)).Exits(64).Says(hint);
    }

    [Fact]
    public void Every_code_has_a_message_as_it_is_printed_and_a_mend()
    {
        Assert.True(Explanations.Codes.Count > 150);
        Assert.All(Explanations.Codes, code =>
        {
            var explanation = Explanations.Of(code)!;
            Assert.Matches($@"^(error|warning)\[{code}\]: ", explanation.Said);
            Assert.True(explanation.Mend.Length > 5, $"{code} has no mend");
            Assert.NotEmpty(explanation.Title);
        });
    }

    [Fact]
    public void Every_code_that_a_text_alone_can_have_has_a_failing_example()
    {
        Assert.All(Explanations.Codes.Where(code => string.CompareOrdinal(code, "RB4") < 0).Except(["RB341", "RB342"]), code => // those need a record of drills
        {
            var explanation = Explanations.Of(code)!;
            var isDescribed = explanation.Mend.StartsWith('*'); // in italics, where it cannot stand in a document
            Assert.True(explanation.Example is not null || isDescribed || NotOfOneText.Contains(code), $"{code} has no example");
        });
    }
}
