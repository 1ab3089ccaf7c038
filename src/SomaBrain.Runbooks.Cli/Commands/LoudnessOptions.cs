using System.CommandLine;
using SomaBrain.Runbooks.Cli.Views;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>`--quiet` and `--verbose`, of which a command line may have one.</summary>
internal sealed class LoudnessOptions
{
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Only the end, and what went wrong" };

    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Each turn of a loop, what each step sends, with which values, and the beginning of what comes back" };

    public void AddTo(Command command)
    {
        command.Add(_quiet);
        command.Add(_verbose);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_quiet) && result.GetValue(_verbose))
            {
                result.AddError("`--quiet` and `--verbose` exclude each other");
            }
        });
    }

    public Loudness Of(ParseResult parsed) =>
        parsed.GetValue(_quiet) ? Loudness.Quiet : parsed.GetValue(_verbose) ? Loudness.Verbose : Loudness.Normal;
}
