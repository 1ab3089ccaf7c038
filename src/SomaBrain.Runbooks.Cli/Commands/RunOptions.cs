using System.CommandLine;
using System.Globalization;
using SomaBrain.Runbooks.Cli.Completion;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>What `run`, `plan` and `resume` are told, one option each.</summary>
internal static class RunOptions
{
    public static Argument<string> Playbook()
    {
        var argument = new Argument<string>("playbook") { HelpName = "playbook", Description = "Path of a playbook, or its name in ./playbooks or $RUNBOOK_PATH, with or without .yaml" };
        argument.CompletionSources.Add(Candidates.Playbooks);
        return argument;
    }

    public static Argument<string> Run()
    {
        var argument = new Argument<string>("run") { HelpName = "run", Description = "A run id, a unique beginning of one, or `last`" };
        argument.CompletionSources.Add(Candidates.Runs);
        return argument;
    }

    public static Option<string?> ParametersFile() =>
        new("--params-file") { Description = "A YAML file with `name: value` lines; `-p` wins over it" };

    public static Option<bool> Ask() => new("--ask") { Description = "Asks at the terminal for every parameter that is not given, its default offered" };

    public static Option<string[]> Parameter(Argument<string> playbook)
    {
        var option = new Option<string[]>("--param", "-p") { HelpName = "name=value", Description = "A parameter: name=value; may be given several times", AllowMultipleArgumentsPerToken = false };
        option.CompletionSources.Add(context => Candidates.Parameters(context, playbook));
        return option;
    }

    public static Option<string[]> Target(Argument<string> playbook)
    {
        var option = new Option<string[]>("--target", "-t")
        {
            HelpName = "server",
            Description = "A server of runbook.targets.yaml, a libpq URI or key=value string, or `scratch`; `name=…` for one of several targets",
        };
        option.CompletionSources.Add(context => Candidates.Targets(context, playbook));
        return option;
    }

    public static Option<int?> ScratchVersion() => new("--scratch-version")
    {
        Description = "Major version of PostgreSQL for `scratch`",
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                return version;
            }

            result.AddError($"`--scratch-version {result.Tokens[0].Value}` is no major version of PostgreSQL, such as `15`");
            return null;
        },
    };

    public static Option<string[]> Answer() =>
        new("--answer") { Description = "The answer to an `ask` step: ID=VALUE; may be given several times", AllowMultipleArgumentsPerToken = false };

    public static Option<bool> Yes() => new("--yes", "-y") { Description = "Answers yes to questions that ask for no phrase" };

    public static Option<string?> As() => new("--as") { Description = "Your name for the journal; else $RUNBOOK_OPERATOR, else your login" };

    public static Option<bool> NoColor() => new("--no-color") { Description = "No colour; so does $NO_COLOR" };

    /// <summary>An option that takes one of a few words; anything else is a usage error.</summary>
    public static Option<string> Format(string help, params string[] words)
    {
        var option = new Option<string>("--format") { Description = $"{help}: {string.Join(", ", words)}", DefaultValueFactory = _ => words[0] };
        option.Validators.Add(result =>
        {
            foreach (var word in result.Tokens.Select(token => token.Value).Where(word => !words.Contains(word)))
            {
                result.AddError($"there is no `--format {word}`; {Suggestion.Hint(word, words, "formats")}");
            }
        });
        option.CompletionSources.Add(words);
        return option;
    }
}
