using System.Globalization;
using Npgsql;
using SomaBrain.Runbooks.Steps.Sql.Running;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Steps.Sql.Secrecy;

/// <summary>
/// What a server says of a statement that carries a secret. An error repeats the value that it is about and a function may note
/// anything, a part of the secret or all of it backwards: no mask finds these, so no word of it is shown.
/// </summary>
internal static class Withheld
{
    private const string Why = "withheld, as the statement carries a secret";

    /// <summary>For the hint of an error, where there is nothing better to say.</summary>
    public const string HowToSee = "find what it is about at the place above; `sensitive: false` on the step shows the server's words, and with them whatever they repeat of the secret";

    /// <summary>Which error it is, without its words.</summary>
    public static string Message(PostgresException said, SqlRun run) =>
        $"{Conditions.NameOf(said.SqlState) ?? "an error of its own"}; {(run.Step.Header.IsSensitive ? "what else it says is not shown, as the step is sensitive" : $"its words are {Why}")}";

    /// <summary>The notices since they were last taken; where they may repeat a secret, how many.</summary>
    public static IReadOnlyList<string> Notices(SqlSession session, SqlRun run) => (session.TakeNotices(), run.IsSecret) switch
    {
        ([], _) => [],
        ({ Count: 1 }, true) => [$"1 notice of the server is {Why}"],
        ({ Count: var count }, true) => [string.Create(CultureInfo.InvariantCulture, $"{count} notices of the server are {Why}")],
        (var notices, _) => [.. notices.Select(run.Masker.Apply)],
    };
}
