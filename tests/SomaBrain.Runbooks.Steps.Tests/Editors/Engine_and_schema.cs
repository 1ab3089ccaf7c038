using SomaBrain.Runbooks.Steps.Tests.Kinds;

namespace SomaBrain.Runbooks.Steps.Tests.Editors;

/// <summary>What the engine refuses the schema refuses too, or `schema-cannot.txt` says why it cannot: `CODE [part of the playbook] | reason`.</summary>
public sealed class Engine_and_schema
{
    [Fact]
    public void Both_refuse_a_bad_playbook_or_the_list_says_why_the_schema_cannot()
    {
        var reasons = PlaybookCases.Lines("schema-cannot.txt").Select(line => line.Split(" | ", 2)[0].Split(' ', 2)).ToList();
        var cases = PlaybookCases.Lines("refused.txt").Concat(PlaybookCases.Lines("refused-further.txt")).Select(line => line.Split(" | ", 3)).Select(parts => (Code: parts[0][..5], Text: parts[2])).ToList();

        var (_, errors) = Validation.Errors(cases.Select(one => PlaybookCases.Text(one.Text)));
        var accepted = cases.Zip(errors).Where(one => one.Second.Count == 0).Select(one => one.First).ToList();

        List<string> differences =
        [
            .. accepted.Where(one => !reasons.Exists(reason => Covers(reason, one))).Select(one => $"{one.Code}: the schema accepts {one.Text}"),
            .. reasons.Where(reason => !accepted.Exists(one => Covers(reason, one))).Select(reason => $"not needed any more: {string.Join(' ', reason)}"),
        ];
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static bool Covers(string[] reason, (string Code, string Text) one) =>
        reason[0] == one.Code && (reason.Length == 1 || one.Text.Contains(reason[1], StringComparison.Ordinal));
}
