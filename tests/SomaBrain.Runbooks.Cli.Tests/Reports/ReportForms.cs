using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using SomaBrain.Runbooks.Cli.Views.Reports;
using SomaBrain.Runbooks.Cli.Views.Reports.Html;
using SomaBrain.Runbooks.Cli.Views.Reports.Markdown;

namespace SomaBrain.Runbooks.Cli.Tests.Reports;

public static class ReportForms
{
    [Fact]
    public static void As_Markdown() => Approved.Text(MarkdownReport.Render(SampleRun.Report()), Scrubber.Nothing);

    [Fact]
    public static void As_a_page() => Approved.Text(HtmlReport.Render(SampleRun.Report()), Scrubber.Nothing);

    [Fact]
    public static void As_test_results()
    {
        var text = JUnitReport.Render(SampleRun.Report());
        Approved.Text(text, Scrubber.Nothing);

        var suite = XDocument.Parse(text).Root!.Element("testsuite")!;
        var cases = suite.Elements("testcase").ToList();
        Assert.Equal(
            (int)suite.Attribute("tests")!, cases.Count);
        Assert.Equal((int)suite.Attribute("failures")!, cases.Count(one => one.Element("failure") is not null));
        Assert.Equal((int)suite.Attribute("errors")!, cases.Count(one => one.Element("error") is not null));
        Assert.Equal((int)suite.Attribute("skipped")!, cases.Count(one => one.Element("skipped") is not null));
    }

    [Fact]
    public static void Test_results_fit_the_common_schema()
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(null, XmlReader.Create(new StringReader(JUnitSchema.Text)));
        List<string> faults = [];
        XDocument.Parse(JUnitReport.Render(SampleRun.Report("\"<&>'\uFFFE\u0001"))).Validate(schemas, (_, fault) => faults.Add(fault.Message));
        Assert.Empty(faults);
    }

    [Fact]
    public static void As_JSON()
    {
        using var json = JsonDocument.Parse(ReportJson.Render(SampleRun.Report()));
        Approved.Text(JsonSerializer.Serialize(json, Indented), Scrubber.Nothing);
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
}
