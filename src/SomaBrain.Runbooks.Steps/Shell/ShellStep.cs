using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Shell;

/// <summary>A command.</summary>
/// <param name="Arguments">The command and its arguments, without a shell; empty for a script.</param>
/// <param name="Script">For `bash -euo pipefail`; null for a command.</param>
/// <param name="Exit">The exit codes that are no failure.</param>
/// <param name="AllowDash">A value may begin with `-` where an option could stand.</param>
public sealed record ShellStep(
    StepHeader Header,
    Effect Declared,
    ImmutableArray<Template> Arguments,
    Template? Script,
    ImmutableArray<KeyValuePair<string, Template>> Environment,
    Template? WorkingDirectory,
    Template? Stdin,
    ImmutableArray<long> Exit,
    OutputForm Parse,
    bool AllowDash) : Step(Header)
{
    /// <summary>The user of the operating system that it runs as; null: ours.</summary>
    public Template? User { get; init; }

    /// <summary>The file that all of its stdout goes to; null when it is the step's result.</summary>
    public Template? Save { get; init; }

    public override Template? SavesTo => Save;

    public override ImmutableArray<KeyValuePair<string, Template>> Terms => Exit is [0] ? [] : [new("exit", Template.Literal(string.Join(", ", Exit), Header.Span))];

    public override Effect Effect => Declared;

    public override ImmutableArray<string> ResultsOfFailure => ["stdout", "stderr", "lines", "exit_code", "daemons"];

    public override bool UsesTarget => true;

    public override bool Observes => true;

    public override bool CanBeKept => true;

    public override bool CanBeHalfDone => Effect != Effect.Read;
}
