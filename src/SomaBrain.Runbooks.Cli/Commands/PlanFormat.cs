namespace SomaBrain.Runbooks.Cli.Commands;

internal enum PlanFormat
{
    Text,
    Json,
    Markdown,
}
