using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Evaluation.Tainting;

/// <summary>
/// What is computed from a secret is secret, what is computed from an unknown is unknown, from both a secret unknown.
/// Collects both while operands are laid bare, and puts them around the result.
/// </summary>
internal sealed class Taint
{
    /// <summary>Their names; null while there is none, as nearly always.</summary>
    private List<string>? _secrets;

    /// <summary>The first unknown that was met.</summary>
    public Value.Unknown? Unknown { get; private set; }

    /// <summary>The first missing value that was met inside another.</summary>
    public Value.Missing? Missing { get; private set; }

    public bool IsSecret => _secrets is not null;

    /// <summary>The value without secrecy and as a scalar; unknown stays and is remembered.</summary>
    public Value Bare(Value value)
    {
        var open = Open(value);
        return open is Value.Cell cell ? cell.Scalar : open;
    }

    /// <summary>The value without secrecy, down to every element; a cell stays a cell.</summary>
    public Value Deep(Value value) => Open(value) switch
    {
        Value.List list => new Value.List([.. list.Items.Select(Deep)]),
        Value.Row row => row with { Fields = [.. row.Fields.Select(field => field with { Value = Deep(field.Value) })] },
        var other => other,
    };

    public Evaluated Around(Evaluated result) => result.Ok ? Around(result.Value) : result;

    public Value Around(Value result)
    {
        if (result is Value.Missing || _secrets is null)
        {
            return result;
        }

        var inner = result;
        if (result is Value.Secret secret)
        {
            Remember(secret.Name);
            inner = secret.Inner;
        }

        return new Value.Secret(string.Join(", ", _secrets), inner);
    }

    private Value Open(Value value)
    {
        if (value is Value.Secret secret)
        {
            Remember(secret.Name);
            value = secret.Inner;
        }

        if (value is Value.Unknown unknown)
        {
            Unknown ??= unknown;
        }

        if (value is Value.Missing missing)
        {
            Missing ??= missing;
        }

        return value;
    }

    private void Remember(string names)
    {
        _secrets ??= [];
        foreach (var name in names.Split(", "))
        {
            if (!_secrets.Contains(name))
            {
                _secrets.Add(name);
            }
        }
    }
}
