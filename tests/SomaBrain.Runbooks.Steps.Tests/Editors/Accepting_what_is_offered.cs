using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Tests.Editors;

/// <summary>Each key that is offered is taken, with the value that the editor writes behind it, and read: it is written as the language wants it.</summary>
public sealed partial class Accepting_what_is_offered
{
    private const string Head = "runbook: 1\ntitle: t\n";

    /// <summary>Where `§` stands in a playbook.</summary>
    private static string[] Places =>
    [
        "§\nsteps:\n  - note: x\n",
        "targets:\n  db:\n    §\nsteps:\n  - note: x\n",
        "defaults:\n  §\nsteps:\n  - note: x\n",
        "defaults:\n  retry:\n    §\nsteps:\n  - note: x\n",
        "steps:\n  - §\n",
        "steps:\n  - id: a\n    §\n",
        "steps:\n  - sql: CREATE TABLE x ()\n    undo:\n      - §\n",
        "steps:\n  - sql: CREATE TABLE x ()\n    done_when:\n      §\n",
        "steps:\n  - sql: CREATE TABLE x ()\n    done_when:\n      sql: SELECT true\n      §\n",
        "steps:\n  - id: a\n    sql: SELECT 1\n    repeat:\n      §\n",
        .. BuiltInSteps.ForReading().Kinds.Select(kind => $"steps:\n  - {kind.Keyword}: {kind.Shape.Example}\n    §\n"),
        .. ParameterTypes.All.Keys.Select(type => $"params:\n  a:\n    type: {type}\n    §\nsteps:\n  - note: x\n"),
        .. ParameterTypes.All.Keys.Where(type => type != "secret").Select(type => $"steps:\n  - ask: x\n    type: {type}\n    §\n"),
    ];

    [Fact]
    public void In_a_playbook()
    {
        using var server = new LanguageServer();
        List<string> wrong = [];
        foreach (var place in Places)
        {
            var hasKind = !place.Contains("- §", StringComparison.Ordinal) && !place.Contains("- id: a\n    §", StringComparison.Ordinal);
            var taken = Taken(server, $"{Head}{place}").ToList();
            if (taken.Count == 0)
            {
                wrong.Add($"nothing has a value at {place}");
            }

            wrong.AddRange(taken.SelectMany(one => Read(one.Text).Where(problem => IsOfTheWriting(problem) && (hasKind || problem.Code != "RB103"))
                .Select(problem => $"{one.Label}: {problem.Code} {problem.Message}:\n{one.Text}")));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void In_a_drill()
    {
        var schema = Repository.At("schemas", "drill.schema.json");
        using var server = new LanguageServer(schema);
        string[] places = ["§\n", "system:\n  §\n"];
        var taken = places.SelectMany(place => Taken(server, $"drill: 1\ntitle: t\n{place}run:\n  - note: x\ncheck:\n  - note: x\n")).ToList();
        Assert.Contains(taken, one => one.Label == "overhead");
        var (_, errors) = Validation.Errors(taken.Select(one => one.Text), schema);
        Assert.Empty(taken.Zip(errors).SelectMany(one => one.Second.Select(error => $"{one.First.Label}: {error}: {one.First.Text}")));
    }

    [Fact]
    public void A_variant_is_called_what_it_is()
    {
        using var server = new LanguageServer();
        server.Open("variants.yaml", $"{Head}params:\n  a:\n    \nsteps:\n  - ask: x\n    \n");
        var ofParameter = server.Complete("variants.yaml", 5, 4);
        Assert.Equal([], new[] { "integer parameter", "secret parameter", "list parameter" }.Except(ofParameter));
        Assert.DoesNotContain("Playbook", ofParameter);
        var ofQuestion = server.Complete("variants.yaml", 8, 4);
        Assert.Equal([], new[] { "integer answer", "list answer" }.Except(ofQuestion));
        Assert.Equal([], new[] { "from", "secret answer", "secret parameter" }.Intersect(ofQuestion));
    }

    [Fact]
    public void A_question_has_no_secret_for_an_answer()
    {
        using var server = new LanguageServer();
        server.Open("type.yaml", $"{Head}steps:\n  - ask: x\n    type: list\n");
        Assert.DoesNotContain("secret", server.Hover("type.yaml", 5, 6), StringComparison.Ordinal);
        server.Open("offered.yaml", $"{Head}steps:\n  - ask: x\n    type: \n");
        var offered = server.Complete("offered.yaml", 5, 10);
        Assert.Contains("integer", offered);
        Assert.DoesNotContain("secret", offered);
    }

    /// <summary>The documents that come of each offer that has a value.</summary>
    private static IEnumerable<(string Label, string Text)> Taken(LanguageServer server, string marked)
    {
        var at = marked.IndexOf('§', StringComparison.Ordinal);
        var text = marked.Remove(at, 1);
        var line = text[..at].Count(sign => sign == '\n');
        var name = $"{Guid.NewGuid()}.yaml"; // a document is read once
        server.Open(name, text);
        foreach (var offer in server.Offers(name, line + 1, at - (text.LastIndexOf('\n', at - 1) + 1)))
        {
            var written = Resolved(offer.GetProperty("textEdit").GetProperty("newText").GetString()!);
            if (written.TrimEnd() is not [.., ':' or '-']) // else the author goes on
            {
                yield return (offer.GetProperty("label").GetString()!, Insert(text, at, offer.GetProperty("textEdit").GetProperty("range"), written));
            }
        }
    }

    /// <summary>In the place of what is replaced, each further line as deep as the line it is put into: so editors do.</summary>
    private static string Insert(string text, int at, JsonElement range, string written)
    {
        var start = text.LastIndexOf('\n', at - 1) + 1;
        var depth = text[start..at].Length - text[start..at].TrimStart(' ').Length;
        var from = start + range.GetProperty("start").GetProperty("character").GetInt32();
        var to = start + range.GetProperty("end").GetProperty("character").GetInt32();
        return $"{text[..from]}{written.Replace("\n", $"\n{new string(' ', depth)}", StringComparison.Ordinal)}{text[to..]}";
    }

    /// <summary>The tab stops passed over; one that is empty beside others is given a number.</summary>
    private static string Resolved(string snippet) =>
        Stop().Replace(Stop().Count(snippet) > 1 ? Empty().Replace(snippet, "1") : snippet, stop => stop.Groups["first"].Value + stop.Groups["text"].Value).Replace(@"\}", "}", StringComparison.Ordinal).Replace(@"\$", "$", StringComparison.Ordinal).Replace(@"\\", @"\", StringComparison.Ordinal);

    /// <summary>Not what the names in it mean, nor what is missing beside it.</summary>
    private static bool IsOfTheWriting(Diagnostic problem) =>
        problem.Severity == Severity.Error && (problem.Code.StartsWith("RB0", StringComparison.Ordinal) && problem.Code is not "RB021" || int.Parse(problem.Code.AsSpan(2), CultureInfo.InvariantCulture) is (>= 100 and <= 104) or (>= 200 and <= 229));

    private static DiagnosticBag Read(string playbook)
    {
        var problems = new DiagnosticBag();
        new PlaybookReader(BuiltInSteps.ForReading(), new NoPlaybooks()).Read(new Source("a.yaml", playbook), problems);
        return problems;
    }

    [GeneratedRegex(@"\$\{[0-9]+:(?<text>(\\.|[^\\}])*)\}|\$\{[0-9]+\|(?<first>[^,|]*)[^|]*\|\}|\$\{?[0-9]+\}?")]
    private static partial Regex Stop();

    [GeneratedRegex(@"\$[0-9]+|\$\{[0-9]+\}")]
    private static partial Regex Empty();
}
