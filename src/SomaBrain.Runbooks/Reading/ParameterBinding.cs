using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Reading;

/// <summary>
/// Gives every parameter its value: from the command line, else a file, else a secret's source, else its default, else what
/// a person types, else (optional) null.
/// </summary>
/// <param name="secret">Reads a secret's source; its text, or why there is none.</param>
public sealed class ParameterBinding(Playbook playbook, Func<SecretSource, (string? Text, string? Why)> secret)
{
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    /// <summary>Secrets that take more than reading stay unknown: a dry run starts no command and asks for nothing secret.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Asks a person, and again until it is an answer; null from it: stopped. Null: nobody is there.</summary>
    public Func<Question, string?>? Ask { get; init; }

    /// <summary>Asks for what has a default or is optional too.</summary>
    public bool AsksForAll { get; init; }

    /// <summary>Whether nothing is where a secret would come from, which leaves an optional one out. Anything else is a secret that is broken.</summary>
    public Func<SecretSource, bool> IsAbsent { get; init; } = _ => true;

    /// <summary>Something that was given cannot be read: what is missing may be there.</summary>
    public bool IsPartial { get; init; }

    /// <param name="given">On the command line.</param>
    /// <param name="file">What the command line does not give.</param>
    public IReadOnlyDictionary<string, Value> Bind(IReadOnlyList<GivenParameter> given, IReadOnlyList<GivenParameter> file, DiagnosticBag problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in given.Concat(file.Where(one => !given.Any(other => other.Name == one.Name))))
        {
            Take(one, seen, problems);
        }

        List<Parameter> missing = [];
        foreach (var parameter in playbook.Parameters.Where(parameter => !seen.Contains(parameter.Name)))
        {
            if (!Fill(parameter, problems))
            {
                missing.Add(parameter);
            }
        }

        if (Ask is null || problems.HasErrors)
        {
            foreach (var parameter in IsPartial ? [] : missing.Where(parameter => Ask is null || parameter.From is null)) // who is there is asked once the others are right
            {
                problems.Add(Missing(parameter));
            }

            return _values;
        }

        return AskAll(missing, problems) ? _values : new Dictionary<string, Value>(StringComparer.Ordinal);
    }

    private void Take(GivenParameter one, HashSet<string> seen, DiagnosticBag problems)
    {
        if (playbook.Parameters.FirstOrDefault(known => known.Name == one.Name) is not { } parameter)
        {
            problems.Add(Problems.UnknownParameter(one.Key, one.Name, [.. playbook.Parameters.Select(known => known.Name)]));
        }
        else if (!seen.Add(one.Name))
        {
            problems.Add(Problems.ParameterGivenTwice(one.Name));
        }
        else if (parameter.Type == ParameterType.Secret)
        {
            one.Span?.Source.Hide(one.Span);
            problems.Add(one.Span is null ? Problems.SecretOnCommandLine(one.Name, parameter.From) : Problems.SecretInFile(one.Span, one.Name, parameter.From));
        }
        else if (ParameterValue.Read(parameter, one.Text, one.Items) is var (value, why) && value is not null)
        {
            _values[one.Name] = value;
        }
        else
        {
            problems.Add(Problems.ParameterGivenWrong(one.Span, one.Name, why!, ParameterTypes.Expected(parameter), parameter.Help));
        }
    }

    /// <returns>False when only a person can tell it.</returns>
    private bool Fill(Parameter parameter, DiagnosticBag problems)
    {
        if (parameter.Source is { } source)
        {
            if (IsDryRun && !source.IsOnlyRead)
            {
                _values[parameter.Name] = Hidden(parameter, new Value.Unknown($"`{source.Written}` of parameter {parameter.Name}"));
                return true;
            }

            if (source is not SecretSource.Prompt)
            {
                Read(parameter, source, problems);
                return true;
            }

            if (Ask is not null || !parameter.Optional)
            {
                return false;
            }

            _values[parameter.Name] = Value.Null.Instance;
            return true;
        }

        if (AsksForAll && Ask is not null)
        {
            return false;
        }

        if (parameter.Default is null && !parameter.Optional)
        {
            return false;
        }

        _values[parameter.Name] = parameter.Default ?? Value.Null.Instance;
        return true;
    }

    private bool AskAll(List<Parameter> missing, DiagnosticBag problems)
    {
        foreach (var parameter in missing)
        {
            var text = Ask!(ParameterQuestions.Of(parameter, $"params.{parameter.Name}", null, parameter.Name));
            if (text is null)
            {
                problems.Add(Problems.StoppedBeforeStart());
                return false;
            }

            var value = text.Length == 0 && parameter.Optional ? Value.Null.Instance : ParameterValue.Read(parameter, text).Value!;
            _values[parameter.Name] = parameter.Type == ParameterType.Secret && value is not Value.Null ? Hidden(parameter, value) : value;
        }

        return true;
    }

    private void Read(Parameter parameter, SecretSource source, DiagnosticBag problems)
    {
        var (text, missing) = secret(source);
        if (text is null)
        {
            if (parameter.Optional && IsAbsent(source))
            {
                _values[parameter.Name] = Value.Null.Instance;
            }
            else
            {
                problems.Add(Problems.SecretNotThere(parameter.Span, parameter.Name, source.Written, missing!));
            }

            return;
        }

        var (value, why) = ParameterValue.Read(parameter, text);
        if (value is null)
        {
            problems.Add(Problems.ParameterGivenWrong(null, parameter.Name, why!, ParameterTypes.Expected(parameter), parameter.Help));
        }
        else
        {
            _values[parameter.Name] = Hidden(parameter, value);
        }
    }

    private static Value.Secret Hidden(Parameter parameter, Value value) => new($"params.{parameter.Name}", value);

    private static Diagnostic Missing(Parameter parameter) => parameter.From is { } from
        ? Problems.SecretNotThere(parameter.Span, parameter.Name, from, "nobody is at a terminal to type it")
        : Problems.ParameterMissing(parameter.Span, parameter.Name, ParameterTypes.Expected(parameter), parameter.Help);
}
