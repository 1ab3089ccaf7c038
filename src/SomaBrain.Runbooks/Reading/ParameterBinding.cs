using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Reading;

/// <summary>Gives every parameter its value: from the command line, else its default, else (optional) null.</summary>
/// <param name="secret">Reads a secret's source; its text, or why there is none.</param>
public sealed class ParameterBinding(Playbook playbook, Func<string, (string? Text, string? Why)> secret)
{
    public IReadOnlyDictionary<string, Value> Bind(IReadOnlyList<KeyValuePair<string, string>> given, DiagnosticBag problems)
    {
        var values = new Dictionary<string, Value>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, text) in given)
        {
            if (playbook.Parameters.FirstOrDefault(parameter => parameter.Name == name) is not { } parameter)
            {
                problems.Add(Problems.UnknownParameter(name, [.. playbook.Parameters.Select(known => known.Name)]));
            }
            else if (!seen.Add(name))
            {
                problems.Add(Problems.ParameterGivenTwice(name));
            }
            else if (parameter.Type == ParameterType.Secret)
            {
                problems.Add(Problems.SecretOnCommandLine(name, parameter.From));
            }
            else if (!seen.Add(name))
            {
                problems.Add(Problems.ParameterGivenTwice(name));
            }
            else if (Parse(parameter, text, problems) is { } value)
            {
                values[name] = value;
            }
        }

        foreach (var parameter in playbook.Parameters.Where(parameter => !given.Any(one => one.Key == parameter.Name)))
        {
            if (parameter.From is { } from)
            {
                if (Secret(parameter, from, problems) is { } hidden)
                {
                    values[parameter.Name] = hidden;
                }
            }
            else if (parameter.Default is { } value)
            {
                values[parameter.Name] = value;
            }
            else if (parameter.Optional)
            {
                values[parameter.Name] = Value.Null.Instance;
            }
            else
            {
                problems.Add(Problems.ParameterMissing(parameter.Span, parameter.Name, ParameterTypes.Expected(parameter.Type), parameter.Help));
            }
        }

        return values;
    }

    private Value? Secret(Parameter parameter, string from, DiagnosticBag problems)
    {
        var (text, why) = secret(from);
        if (text is null)
        {
            if (parameter.Optional)
            {
                return Value.Null.Instance;
            }

            problems.Add(Problems.SecretNotThere(parameter.Span, parameter.Name, from, why!));
            return null;
        }

        if (ParameterValue.Parse(parameter.Type, text) is not { } value || ParameterValue.Outside(parameter, value) is not null)
        {
            problems.Add(Problems.ParameterGivenWrong(
                parameter.Name, ParameterValue.Outside(parameter, new Value.Text(text)) ?? "the secret holds a NUL character", Expected(parameter), parameter.Help));
            return null;
        }

        return new Value.Secret($"params.{parameter.Name}", value);
    }

    /// <summary>`a whole number from 1 to 5`.</summary>
    private static string Expected(Parameter parameter)
    {
        var one = parameter.Type == ParameterType.List ? parameter.Of : parameter.Type;
        var words = parameter.Values.IsDefaultOrEmpty ? ParameterTypes.Expected(one) : $"one of {string.Join(", ", parameter.Values.Select(word => $"`{word}`"))}";
        return (parameter.Type == ParameterType.List ? $"values with commas between, each {words}" : words)
            + (parameter.Min is { } min ? $" from {ValueText.Of(min)}" : "")
            + (parameter.Max is { } max ? $" up to {ValueText.Of(max)}" : "")
            + (parameter.Pattern is { } pattern ? $" that matches `{pattern}`" : "");
    }

    private static Value? Parse(Parameter parameter, string text, DiagnosticBag problems)
    {
        var items = parameter.Type == ParameterType.List
            ? (text.Length == 0 ? [] : text.Split(',')).Select(item => ParameterValue.Parse(parameter.Of, item.Trim())).ToList()
            : [ParameterValue.Parse(parameter.Type, text)];
        if (items.Contains(null))
        {
            var expected = ParameterTypes.Expected(parameter.Type == ParameterType.List ? parameter.Of : parameter.Type);
            problems.Add(Problems.ParameterGivenWrong(parameter.Name, $"`{text}` is not {expected}", Expected(parameter), parameter.Help));
            return null;
        }

        var value = parameter.Type == ParameterType.List ? new Value.List([.. items.OfType<Value>()]) : items[0]!;
        if (ParameterValue.Outside(parameter, value) is { } why)
        {
            problems.Add(Problems.ParameterGivenWrong(parameter.Name, why, Expected(parameter), parameter.Help));
            return null;
        }

        return value;
    }
}
