using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Running.Undoing;

/// <summary>Of the names of a playbook those that are the same after its run: `params`, and the `vars` that are computed of them.</summary>
internal sealed class ParameterScope(Playbook playbook, IReadOnlyDictionary<string, Value> parameters) : IScope
{
    public IEnumerable<string> Names => [];

    public bool IsRoot(string name) => ReservedWords.Roots.Contains(name);

    public Value? Name(string name) => null;

    public Value? Member(string root, string name) => root switch
    {
        "params" => parameters.GetValueOrDefault(name),
        "vars" => playbook.Vars.TryGetValue(name, out var template) ? template.Render(this).Value : null,
        _ => null,
    };

    public IEnumerable<string> Members(string root) => root == "params" ? parameters.Keys : [];
}
