namespace SomaBrain.Runbooks.Cli.Tests.Flow;

/// <summary>`for_each` and `choices` as lists of YAML.</summary>
public static class YamlLists
{
    [Fact]
    public static void Elements_are_texts_and_one_hole_alone_keeps_its_type()
    {
        using var folder = new TempFolder();
        Runbook.In(folder)
            .File("x.yaml", """
                runbook: 1
                title: t
                params: { n: { type: integer, default: 7 } }
                steps:
                  - id: each
                    for_each: [plain, 5, "{{ params.n }}", "n{{ params.n }}"]
                    note: "<{{ item }}>"
                  - id: numbers
                    for_each: ["{{ params.n }}"]
                    assert: item + 1 == 8
                  - id: way
                    ask: How?
                    choices: [fast, "{{ params.n }} at once"]
                  - note: "chosen {{ steps.way.value }}"
                """)
            .Run("run", "x.yaml").Exits(8).Says("<n7> - 4 turns");
        var shown = Runbook.In(folder).Run("report", "last", "--format", "json").Exits(0);
        shown.Prints("<plain>").Prints("<5>").Prints("<7>").Prints("<n7>");
        Runbook.In(folder).Run("resume", "last", "--answer", "way=7 at once").Exits(0).Says("chosen 7 at once");
    }
}
