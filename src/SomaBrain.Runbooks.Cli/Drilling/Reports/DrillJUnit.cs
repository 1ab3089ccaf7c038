using System.Globalization;
using System.Text;
using System.Xml;

namespace SomaBrain.Runbooks.Cli.Drilling.Reports;

/// <summary>The report as CI servers read it: a drill is a test case.</summary>
internal static class DrillJUnit
{
    public static string Render(IReadOnlyList<DrillResult> results)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new() { Indent = true, OmitXmlDeclaration = true, CheckCharacters = false, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", "drills");
            xml.WriteAttributeString("tests", Number(results.Count));
            xml.WriteAttributeString("failures", Number(results.Count(result => result.Status == DrillStatus.Failed)));
            xml.WriteAttributeString("skipped", Number(results.Count(result => result.Status == DrillStatus.Skipped)));
            xml.WriteAttributeString("time", Time(TimeSpan.FromTicks(results.Sum(result => result.Elapsed.Ticks))));
            foreach (var result in results)
            {
                Write(xml, result);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{text}\n";
    }

    private static void Write(XmlWriter xml, DrillResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", result.Version is { } version ? $"postgresql-{version}" : "postgresql");
        xml.WriteAttributeString("name", result.Name);
        xml.WriteAttributeString("time", Time(result.Elapsed));
        if (result.Status == DrillStatus.Skipped)
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", Clean(result.Reason ?? ""));
            xml.WriteEndElement();
        }

        if (result.Status == DrillStatus.Failed)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", Clean(result.Problems.FirstOrDefault()?.Message.Split('\n')[0] ?? "failed"));
            xml.WriteString(Clean(string.Join('\n', result.Problems.Select(problem => problem.ToString()).Append(result.Kept is { } kept ? $"kept: {kept}" : ""))));
            xml.WriteEndElement();
        }

        xml.WriteStartElement("system-out");
        xml.WriteString(Clean($"rows lost: {result.Lost ?? "-"}\nrecovery: {DrillReport.Seconds(result.Recovery)}\nchanged: {string.Join(", ", result.Changed)}\njournal: {result.Journal}"));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>XML has no place for most control characters.</summary>
    private static string Clean(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '\uFFFD'));

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Time(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
