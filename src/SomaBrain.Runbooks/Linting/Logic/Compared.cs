using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Linting.Logic;

/// <summary>One thing that parts of conditions compare with constants: which of them may be true together.</summary>
internal sealed class Compared
{
    private readonly int _parts;
    private readonly List<int> _together = [];

    private Compared(string left, List<Comparison?> all, ParameterPaths parameters)
    {
        for (var i = 0; i < all.Count; i++)
        {
            _parts |= all[i]?.Left == left ? 1 << i : 0;
        }

        foreach (var value in Values(all.FindAll(one => one?.Left == left), parameters.Find(left), parameters))
        {
            var world = 0;
            for (var i = 0; i < all.Count; i++)
            {
                world |= all[i] is { } one && one.Left == left && one.Holds(value) ? 1 << i : 0;
            }

            _together.Add(world);
        }
    }

    /// <param name="parts">At the place of its bit each; null is no comparison.</param>
    public static List<Compared> Of(List<Comparison?> parts, ParameterPaths parameters) =>
        [.. parts.OfType<Comparison>().Select(part => part.Left).Distinct(StringComparer.Ordinal).Select(left => new Compared(left, parts, parameters))];

    /// <summary>Whether its parts may keep each other from being true: else nobody has to look at each way that they come out.</summary>
    public static bool MayDecide(Formula formula, ParameterPaths parameters)
    {
        List<string> seen = [];
        foreach (var atom in formula.Atoms())
        {
            var of = atom.Subject?.Left ?? atom.Key;
            if (seen.Contains(of) || (atom.Subject is not null && parameters.Find(of) is { } parameter && (parameter.Type == ParameterType.Enum || parameter.Min is not null || parameter.Max is not null)))
            {
                return true;
            }

            seen.Add(of);
        }

        return false;
    }

    public bool IsPossible(int world) => _together.Contains(world & _parts);

    /// <summary>One value for each way that the comparisons may come out.</summary>
    private static List<Value> Values(List<Comparison?> parts, Parameter? parameter, ParameterPaths parameters)
    {
        Value[] none = parameter?.Optional == false ? [] : [Value.Null.Instance];
        if (parameter?.Type == ParameterType.Enum)
        {
            return [.. none, .. Words(parts, parameter, parameters).Select(word => new Value.Text(word))];
        }

        var isNumber = parameter?.Type is ParameterType.Integer or ParameterType.Number or ParameterType.Size or ParameterType.Duration;
        var (least, most) = isNumber ? (Comparison.Number(parameter!.Min), Comparison.Number(parameter.Max)) : (null, null);
        List<Value> constants = [.. parts.Select(part => part!.Constant), .. new Value?[] { least, most }.OfType<Value>()];
        List<Value> values = isNumber ? [.. none] : [Value.Null.Instance, .. constants.OfType<Value.Text>()];
        foreach (var number in constants.OfType<Value.Number>())
        {
            values.AddRange([number, new Value.Number(Math.Floor(number.Amount) - 1), new Value.Number(Math.Floor(number.Amount)), new Value.Number(Math.Floor(number.Amount) + 1)]);
            values.AddRange(constants.OfType<Value.Number>().Select(other => new Value.Number((number.Amount + other.Amount) / 2)));
        }

        values.RemoveAll(value => value is Value.Number { Amount: var amount }
            && (amount < least?.Amount || amount > most?.Amount || (parameter?.Type == ParameterType.Integer && amount != Math.Floor(amount))));
        return values;
    }

    /// <summary>Of an enum those that a part names, and one of all the others: they come out alike.</summary>
    private static List<string> Words(List<Comparison?> parts, Parameter parameter, ParameterPaths parameters)
    {
        List<string> words = [];
        foreach (var part in parts)
        {
            if (part!.Constant is Value.Text { Content: var word } && !words.Contains(word) && parameters.IsWord(parameter, word))
            {
                words.Add(word);
            }
        }

        return parameter.Values.FirstOrDefault(word => !words.Contains(word)) is { } other ? [.. words, other] : words;
    }
}
