using SomaBrain.Runbooks.Cli.Reporting;

namespace SomaBrain.Runbooks.Cli.Views.Reports.Html;

/// <summary>What several sections of the page show in the same way.</summary>
internal static class HtmlParts
{
    public static void Sent(MarkupWriter page, ReportText? sent, bool withValues = true)
    {
        if (sent is null)
        {
            return;
        }

        _ = ReportParts.Text(sent) is { } text ? page.Element("pre", text) : page.Element("p", ReportParts.Elsewhere(sent), ("class", "note"));
        if (withValues && !sent.Values.IsEmpty)
        {
            page.Open("p", ("class", "note")).Element("code", ReportParts.Values(sent)).Close();
        }
    }

    public static void Table(MarkupWriter page, ReportTable table)
    {
        page.Open("div", ("class", "scroll")).Open("table").Open("thead").Open("tr");
        foreach (var column in table.Columns)
        {
            page.Element("th", column);
        }

        page.Close().Close().Open("tbody");
        foreach (var row in table.Rows)
        {
            page.Open("tr");
            foreach (var cell in row)
            {
                page.Element("td", cell);
            }

            page.Close();
        }

        page.Close().Close().Close();
    }

    /// <summary>A name and what is said of it.</summary>
    public static void Fact(MarkupWriter page, string name, string text) => page.Element("dt", name).Element("dd", text);
}
