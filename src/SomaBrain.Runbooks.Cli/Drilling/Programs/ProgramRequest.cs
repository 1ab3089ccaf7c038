using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Drilling.Kinds;

namespace SomaBrain.Runbooks.Cli.Drilling.Programs;

/// <summary>One call of the program.</summary>
/// <param name="Step">The id of the drill's step; null where it has none.</param>
/// <param name="Words">After the program's name.</param>
/// <param name="Answers">By step id or path; empty: it has no terminal.</param>
internal sealed record ProgramRequest(
    string? Step,
    ImmutableArray<string> Words,
    ImmutableArray<KeyValuePair<string, string>> Environment,
    ImmutableArray<KeyValuePair<string, string>> Answers,
    StopAt? Stop,
    TimeSpan Patience);
