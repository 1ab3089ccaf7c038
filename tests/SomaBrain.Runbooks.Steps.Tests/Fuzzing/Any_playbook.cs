using System.Text;
using CsCheck;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Linting;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps.Tests.Kinds;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps.Tests.Fuzzing;

/// <summary>Playbooks, good and bad, cut, mixed and spoilt: each is read, or refused where it is wrong; nothing else ever happens.</summary>
public sealed class Any_playbook
{
    private static readonly string[] Whole =
    [
        .. Directory.GetFiles(Repository.At("playbooks"), "*.yaml", SearchOption.AllDirectories).Select(File.ReadAllText),
        .. PlaybookCases.Lines("good.txt").Select(PlaybookCases.Text),
        .. PlaybookCases.Lines("refused.txt").Where(line => !line.Contains('×', StringComparison.Ordinal)).Select(line => PlaybookCases.Text(line.Split(" | ", 3)[2])),
    ];

    private static readonly string[] Pieces =
    [
        "{{ ", " }}", "{%{", "}%}", "'", "\"", "\\", "|", ">", "- ", ": ", "#", "# lint: ignore RB330 x\n", "&a ", "*a", "!x ", "<<: ", "[", "]", "{", "}", ",", "\n", "\n  ", "\t", "\r\n", "---\n", "...\n", "%", "@", "`", "\0", "\u202e", "é", "👍", "$1", "$$",
        "--", "/*", ";", "steps", "params", "null", "true", "0", "-1", "99999999999999999999", "1e9", " ?? ", " && ", " | ident", " | literal", "sql: ", "shell: ", "when: ", "undo: ", "done_when: ", "block: ", "branch: ", "for_each: ", "repeat: ", "finally: ", "effect: destroy", "timeout: 5m",
    ];

    private static readonly Gen<string> Spoilt =
        from text in Gen.Int[0, Whole.Length - 1].Select(i => Whole[i])
        from changes in Gen.Select(Gen.Int[0, 4], Gen.Int[0, 100_000], Gen.Int[0, 100_000], Gen.Int[0, 100_000]).Array[0, 6]
        select changes.Aggregate(text, (now, change) => Change(now, change.Item1, change.Item2, change.Item3, change.Item4));

    [Fact]
    public void Is_read_or_refused_in_its_own_place() => Spoilt.Sample(
        text => Soak.Within(text, () =>
        {
            var problems = new DiagnosticBag();
            var catalog = BuiltInSteps.ForReading();
            var read = SourceReader.Decode("a.yaml", Encoding.UTF8.GetBytes(text), problems) is { } source ? new PlaybookReader(catalog).ReadAll(source, problems) : null;
            Assert.Equal(read is null, problems.HasErrors);
            if (read is not null)
            {
                new Linter(catalog).Lint(read, problems);
            }

            foreach (var problem in problems)
            {
                Assert.False(string.IsNullOrEmpty(problem.Hint), problem.Code);
                Assert.True(problem.Span is { } span && span.From <= span.To && span.To <= span.Source.Text.Length, problem.Code);
            }

            Assert.NotNull(DiagnosticText.Render(problems));
            Assert.NotNull(DiagnosticJson.Lines(problems));
        }),
        iter: 3_000 * Soak.Factor);

    [Fact]
    public void Is_refused_the_same_way_each_time() => Spoilt.Sample(
        text => Assert.Equal(Places(text), Places(text)),
        iter: 300 * Soak.Factor);

    private static string Places(string text)
    {
        var problems = new DiagnosticBag();
        new PlaybookReader(BuiltInSteps.ForReading()).Read(new("a.yaml", text), problems);
        return DiagnosticText.Render(problems);
    }

    private static string Change(string text, int kind, int at, int length, int other)
    {
        at %= text.Length + 1;
        length = Math.Min(length % 40, text.Length - at);
        return kind switch
        {
            0 => text.Insert(at, Pieces[other % Pieces.Length]),
            1 => text.Remove(at, length),
            2 => text.Insert(other % (text.Length + 1), text.Substring(at, length)),
            3 => string.Concat(text.AsSpan(0, at), Whole[other % Whole.Length].AsSpan(Math.Min(at, Whole[other % Whole.Length].Length))),
            _ => text.Insert(at, HostileTexts.All[other % HostileTexts.All.Count] is { Length: < 200 } hostile ? hostile : "x"),
        };
    }
}
