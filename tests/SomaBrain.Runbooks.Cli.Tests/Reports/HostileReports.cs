using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using SomaBrain.Runbooks.Cli.Views.Reports;
using SomaBrain.Runbooks.Cli.Views.Reports.Html;
using SomaBrain.Runbooks.Cli.Views.Reports.Markdown;

namespace SomaBrain.Runbooks.Cli.Tests.Reports;

/// <summary>What a playbook, a server or a command says can be anything; in a report it is text.</summary>
public sealed partial class HostileReports
{
    private static readonly HashSet<string> Elements = new(
        ("html head meta title style body main header section div p h1 h2 h3 span strong small b i a code pre ol li dl dt dd table thead tbody tr th td details summary").Split(' '), StringComparer.Ordinal);

    private static readonly HashSet<string> Attributes = new("lang charset http-equiv content name class id href style data-h".Split(' '), StringComparer.Ordinal);

    public static TheoryData<string> Foreign =>
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'><svg/onload=alert(1)>",
        "</title></style></pre></td><script>alert(1)</script>",
        "<!-- --><![CDATA[ ]]>&amp;&#60;script&#62;",
        "javascript:alert(1)",
        "](javascript:alert(1)) ![x](http://evil.example/x.png) @everyone",
        "``` </details><script>alert(1)</script>\n# heading\n| a | b |",
        "\e[31mred\e[0m \u202Eturned\u2066 \u0007\u0000 \uD800 \uFFFE",
    ];

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Nothing_foreign_becomes_a_part_of_the_page(string foreign)
    {
        var page = HtmlReport.Render(SampleRun.Report(foreign));

        // Our page is XML too, so that a parser tells what in it is markup.
        var all = Parse(page).Descendants().ToList();
        Assert.Subset(Elements, all.Select(element => element.Name.LocalName).ToHashSet(StringComparer.Ordinal));
        Assert.Subset(Attributes, all.Attributes().Select(attribute => attribute.Name.LocalName).ToHashSet(StringComparer.Ordinal));
        Assert.All(all.Attributes("href"), link => Assert.Matches("^#l[0-9]+$", link.Value));
        Assert.All(all.Attributes("style"), style => Assert.Matches("^left:[0-9.]+%;width:[0-9.]+%$", style.Value));
        Assert.All(all.Attributes("class"), name => Assert.Matches("^[a-z ]+$", name.Value));
        Assert.Single(all, element => element.Name.LocalName == "style");
        Assert.DoesNotMatch(Control(), page);
        Assert.Equal(all.Attributes("id").Count(), all.Attributes("id").Select(id => id.Value).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Nothing_foreign_becomes_a_part_of_the_test_results(string foreign)
    {
        var allowed = new HashSet<string>("testsuites testsuite properties property testcase failure error skipped system-out system-err".Split(' '), StringComparer.Ordinal);
        Assert.All(Parse(JUnitReport.Render(SampleRun.Report(foreign))).Descendants(), element => Assert.Contains(element.Name.LocalName, allowed));
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Nothing_foreign_becomes_markup_of_the_Markdown(string foreign)
    {
        var outside = Fence().Replace(MarkdownReport.Render(SampleRun.Report(foreign)), "");
        Assert.DoesNotContain("<script", outside, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", outside, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("](", outside, StringComparison.Ordinal);
        Assert.DoesNotContain("@everyone", outside, StringComparison.Ordinal);
        Assert.Single(outside.Split('\n'), line => line.StartsWith("# ", StringComparison.Ordinal));
        Assert.DoesNotMatch(Control(), outside);
    }

    [Fact]
    public void A_page_fetches_nothing_and_runs_nothing()
    {
        var page = HtmlReport.Render(SampleRun.Report());
        Assert.Contains("default-src 'none'", System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
    }

    private static XDocument Parse(string markup)
    {
        using var reader = XmlReader.Create(new StringReader(markup), new() { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    [GeneratedRegex("""[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]""")]
    private static partial Regex Control();

    [GeneratedRegex("""^(?<ticks>`{3,})\w*\n.*?^\k<ticks>\n""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
