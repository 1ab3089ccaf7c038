using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;

namespace SomaBrain.Runbooks.Cli.Drilling.Kinds;

/// <summary>How the program is called and what it has to do: what `playbook` and `runbook` have in common.</summary>
/// <param name="Role">The role that targets given by name are connected to with.</param>
/// <param name="Answers">By step id or path: what is typed when it asks.</param>
/// <param name="Exit">The exit codes that are as expected.</param>
internal sealed record ProgramOptions(
    Template? Role,
    ImmutableArray<KeyValuePair<string, Template>> Environment,
    bool Yes,
    ImmutableArray<KeyValuePair<string, Template>> Answers,
    ImmutableArray<Template> Arguments,
    ImmutableArray<int> Exit,
    ImmutableArray<Template> Says,
    ImmutableArray<Template> SilentOn,
    StopAt? Stop)
{
    public IEnumerable<Template> Templates =>
        [.. Role is null ? Array.Empty<Template>() : [Role], .. Environment.Select(one => one.Value), .. Answers.Select(one => one.Value), .. Arguments, .. Says, .. SilentOn];
}
