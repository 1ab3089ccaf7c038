using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution.Undoing;

/// <summary>The values of a kept step as names that nothing else has, so that its statements are bound anew instead of being read again.</summary>
internal sealed class KeptNames(IScope outer) : IScope
{
    private const string Root = "kept";

    private ImmutableArray<Value> _values = [];

    public IEnumerable<string> Names => outer.Names;

    /// <returns>The expression that stands for the value.</returns>
    public string Add(Value value)
    {
        _values = _values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"{Root}.h{_values.Length - 1}");
    }

    public Value? Name(string name) => outer.Name(name);

    public Value? Member(string root, string name) =>
        root == Root && name is ['h', .. var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _values.Length
            ? _values[index]
            : outer.Member(root, name);

    public IEnumerable<string> Members(string root) => outer.Members(root);

    public bool IsRoot(string name) => name == Root || outer.IsRoot(name);
}
