using System.Globalization;
using System.Text;
using System.Xml;
using SomaBrain.Runbooks.Cli.Testing;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Testing;

namespace SomaBrain.Runbooks.Cli.Views.Testing;

/// <summary>`runbook test --format junit`: a playbook a suite, with its coverage as properties.</summary>
public static class TestJUnit
{
    public static IEnumerable<string> Lines(IReadOnlyList<TestedPlaybook> tested)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new() { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            foreach (var playbook in tested)
            {
                Suite(xml, playbook);
            }

            xml.WriteEndElement();
        }

        return text.ToString().Split('\n').Prepend("""<?xml version="1.0" encoding="UTF-8"?>""");
    }

    private static void Suite(XmlWriter xml, TestedPlaybook playbook)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", OneLine.Of(playbook.Playbook));
        xml.WriteAttributeString("tests", Number(playbook.Cases.Length));
        xml.WriteAttributeString("failures", Number(playbook.Cases.Count(one => !one.Passes)));
        xml.WriteAttributeString("time", Seconds(playbook.Cases.Aggregate(TimeSpan.Zero, (sum, one) => sum + one.Took)));
        xml.WriteStartElement("properties");
        foreach (var (name, value) in Properties(playbook.Coverage))
        {
            xml.WriteStartElement("property");
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("value", OneLine.Of(value));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        foreach (var one in playbook.Cases)
        {
            Case(xml, playbook, one);
        }

        xml.WriteEndElement();
    }

    private static IEnumerable<(string Name, string Value)> Properties(Coverage coverage) =>
    [
        ("arms", Number(coverage.Arms)), ("arms_taken", Number(coverage.ArmsTaken)), ("steps", Number(coverage.Steps)), ("steps_run", Number(coverage.StepsRun)),
        ("arms_not_taken", string.Join(", ", coverage.NotTaken)), ("steps_not_run", string.Join(", ", coverage.NotRun)),
    ];

    private static void Case(XmlWriter xml, TestedPlaybook playbook, CaseResult one)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", OneLine.Of(playbook.Playbook));
        xml.WriteAttributeString("name", OneLine.Of(one.Name));
        xml.WriteAttributeString("file", OneLine.Of(playbook.Fixture));
        xml.WriteAttributeString("time", Seconds(one.Took));
        foreach (var problem in one.Problems)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("type", problem.Code);
            xml.WriteAttributeString("message", OneLine.Of(problem.Message));
            xml.WriteString(OneLine.Of($"{problem.Span} {problem.Hint}"));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan length) => length.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
