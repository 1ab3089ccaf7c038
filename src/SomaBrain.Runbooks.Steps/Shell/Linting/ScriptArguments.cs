using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;

namespace SomaBrain.Runbooks.Steps.Shell.Linting;

/// <summary>
/// `[sh, -c, "rm {{ params.file }}"]`: an argument, and to the shell a program. A value in it would be read as a part of that
/// program, as in a script of ours.
/// </summary>
internal static class ScriptArguments
{
    private static readonly ImmutableArray<Interpreter> All =
    [
        new(["sh", "bash", "dash", "ash", "zsh", "ksh", "mksh"], "c", "oO", Everywhere: false, "hand it over as an argument, `[sh, -c, 'rm \"$1\"', sh, \"{{ … }}\"]`, or through `env:`"),
        new(["su"], "c", "", Everywhere: true, "hand it over through `env:`, or write `user:` beside the command itself"),
        new(["python", "python3", "perl", "ruby", "node"], "ceE", "", Everywhere: false, "hand it over as an argument behind the program, or through `env:`"),
        new(["psql"], "c", "", Everywhere: true, "write an `sql` step, in which a hole is a value"),
    ];

    public static void Check(ImmutableArray<Template> arguments, DiagnosticBag problems)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].HasHoles && All.FirstOrDefault(one => one.Names.Contains(Name(arguments[i]))) is { } found)
            {
                foreach (var hole in Programs(arguments, i + 1, found).SelectMany(program => program.Parts.OfType<TemplatePart.Hole>()))
                {
                    problems.Add(Problems.HoleInScript(hole.Value.Span, hole.Value.Text, found.Instead));
                }

                return;
            }
        }
    }

    /// <summary>The argument behind each option that a program follows: `-c`, `-euc`.</summary>
    private static IEnumerable<Template> Programs(ImmutableArray<Template> arguments, int from, Interpreter interpreter)
    {
        for (var i = from; i + 1 < arguments.Length; i++)
        {
            if (arguments[i].Text.Content is not ['-', not '-', ..] option)
            {
                if (interpreter.Everywhere)
                {
                    continue;
                }

                yield break; // a file: what follows belongs to it
            }

            if (interpreter.Letters.Contains(option[^1], StringComparison.Ordinal))
            {
                yield return arguments[i + 1];
            }

            i += interpreter.Letters.Contains(option[^1], StringComparison.Ordinal) || interpreter.WithValue.Contains(option[^1], StringComparison.Ordinal) ? 1 : 0;
        }
    }

    private static string Name(Template argument) => argument.Text.Content[(argument.Text.Content.LastIndexOf('/') + 1)..];

    /// <param name="Letters">Of options that a program follows.</param>
    /// <param name="WithValue">Letters of options that another argument belongs to.</param>
    /// <param name="Everywhere">Options stand behind other arguments, too.</param>
    /// <param name="Instead">How a value is handed over.</param>
    private sealed record Interpreter(ImmutableArray<string> Names, string Letters, string WithValue, bool Everywhere, string Instead);
}
