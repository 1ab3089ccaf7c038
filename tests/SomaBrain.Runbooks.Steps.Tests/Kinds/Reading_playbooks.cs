using System.Text;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

public sealed class Reading_playbooks
{
    public static TheoryData<string> Refused => [.. PlaybookCases.Lines("refused.txt"), .. PlaybookCases.Lines("refused-further.txt")];

    public static TheoryData<string> Good => [.. PlaybookCases.Lines("good.txt")];

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_bad_playbook_is_refused_with_code_place_and_hint(string line)
    {
        var parts = line.Split(" | ", 3);

        var problems = PlaybookCases.Read(parts[2]);

        Assert.Equal(parts[0], string.Join(", ", problems.Select(problem => $"{problem.Code} {problem.Span!.Start}")));
        Assert.Contains(problems, problem => problem.Hint!.Contains(parts[1], StringComparison.Ordinal) || problem.Message.Contains(parts[1], StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.False(string.IsNullOrEmpty(problem.Hint)));
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void A_good_playbook_is_read(string playbook) =>
        Assert.Empty(PlaybookCases.Read(playbook).Select(problem => $"{problem.Code} {problem.Span!.Start} {problem.Message}"));

    [Fact]
    public void A_secret_written_into_a_playbook_is_not_repeated() =>
        Assert.DoesNotContain(
            PlaybookCases.Read("§params: { a: { type: secret, default: hunter2 } }⏎steps: [{ note: x }]"),
            problem => (problem.Message + problem.Hint).Contains("hunter2", StringComparison.Ordinal));

    [Fact]
    public void Vars_that_stand_on_thousands_of_others_are_refused_and_do_not_end_the_process()
    {
        var playbook = new StringBuilder("§steps: [{ note: \"{{ vars.v0000 }}\" }]⏎vars:⏎");
        for (var i = 0; i < 5000; i++)
        {
            playbook.Append(System.Globalization.CultureInfo.InvariantCulture, $"  v{i:0000}: \"{{{{ vars.v{i + 1:0000} }}}}\"⏎");
        }

        Assert.Contains(PlaybookCases.Read(playbook.Append("  v5000: x").ToString()), problem => problem.Code == "RB121");
    }

    [Fact]
    public void Every_key_of_a_step_is_suggested_when_it_is_misspelt()
    {
        string[] keys = ["title", "help", "database", "when", "effect", "timeout", "retry", "repeat", "for_each", "on_failure", "affected", "transaction", "session", "statement_timeout", "lock_timeout", "search_path"];
        foreach (var key in keys)
        {
            var problem = Assert.Single(PlaybookCases.Read($"§steps: [{{ sql: SELECT 1, {key}x: 1 }}]"));

            Assert.StartsWith($"did you mean `{key}`?", problem.Hint, StringComparison.Ordinal);
            Assert.Equal(Severity.Error, problem.Severity);
        }
    }
}
