using System.CommandLine;
using System.Globalization;
using SomaBrain.Runbooks.Cli.Completion;
using SomaBrain.Runbooks.Cli.History;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>Which runs `history` lists, one option each.</summary>
internal static class HistoryOptions
{
    public static Option<string[]> Status()
    {
        var option = new Option<string[]>("--status")
        {
            HelpName = "status",
            Description = $"Only runs that are {string.Join(", ", RunFilter.KnownStatuses)}; may be given several times",
            AllowMultipleArgumentsPerToken = false,
        };
        option.Validators.Add(result =>
        {
            foreach (var word in result.Tokens.Select(token => token.Value).Where(word => !RunFilter.KnownStatuses.Contains(word)))
            {
                result.AddError($"no run is ever `{word}`; {Suggestion.Hint(word, RunFilter.KnownStatuses, "statuses")}");
            }
        });
        option.CompletionSources.Add([.. RunFilter.KnownStatuses]);
        return option;
    }

    public static Option<string?> Playbook()
    {
        var option = new Option<string?>("--playbook") { HelpName = "playbook", Description = "Only runs of this playbook: its name, its path, or the end of its path" };
        option.CompletionSources.Add(PastRuns.Playbooks);
        return option;
    }

    public static Option<string?> Target()
    {
        var option = new Option<string?>("--target", "-t") { HelpName = "target", Description = "Only runs on this target: its name, or part of what it was bound to" };
        option.CompletionSources.Add(PastRuns.Targets);
        return option;
    }

    public static Option<DateTimeOffset?> Since()
    {
        var option = new Option<DateTimeOffset?>("--since")
        {
            HelpName = "when",
            Description = "Only runs that began then or later: how long ago (`2d`, `12h`), a day, or a moment (UTC)",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (SinceText.Read(text, TimeProvider.System.GetUtcNow()) is { } since)
                {
                    return since;
                }

                result.AddError($"`--since {text}` is neither how long ago, such as `2d` or `12h`, nor a day, such as `2026-11-22`, nor a moment, such as `2026-11-22T16:40:00Z`");
                return null;
            },
        };
        option.CompletionSources.Add("1h", "1d", "7d", "30d");
        return option;
    }

    public static Option<int?> Limit()
    {
        var option = new Option<int?>("--limit", "-n")
        {
            HelpName = "number",
            Description = "Only so many runs, the newest",
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0)
                {
                    return limit;
                }

                result.AddError($"`--limit {result.Tokens[0].Value}` is no number of runs, such as `10`");
                return null;
            },
        };
        option.CompletionSources.Add("10", "50");
        return option;
    }
}
