namespace SomaBrain.Runbooks.Cli.Views.Reports;

public enum ReportFormat
{
    Markdown,
    Json,
    JUnit,
    Html,
}
