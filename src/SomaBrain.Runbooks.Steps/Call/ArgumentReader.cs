using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps.Call;

/// <summary>`with:`, checked against the parameters of the called playbook.</summary>
internal sealed class ArgumentReader(StepReading reading, Playbook callee, string name)
{
    public ImmutableArray<Argument> Read(MappingReader? with, SourceSpan call)
    {
        var arguments = ImmutableArray.CreateBuilder<Argument>();
        foreach (var key in with?.Keys.ToList() ?? [])
        {
            var entry = with!.Entry(key)!;
            if (callee.Parameters.FirstOrDefault(parameter => parameter.Name == key) is not { } parameter)
            {
                reading.Problems.Add(Problems.UnknownArgument(entry.Key.Span, name, key, [.. callee.Parameters.Select(known => known.Name)]));
            }
            else if (Read(with, entry, parameter) is { } argument)
            {
                arguments.Add(argument);
            }
        }

        foreach (var missing in callee.Parameters.Where(parameter => MustBeGiven(parameter) && with?.Has(parameter.Name) != true))
        {
            reading.Problems.Add(Problems.ArgumentMissing(call, name, missing.Name, ArgumentValue.Expected(missing)));
        }

        return arguments.ToImmutable();
    }

    /// <summary>Secrets of a run are fetched before it starts, by the playbook that is run: a called one is given them.</summary>
    private static bool MustBeGiven(Parameter parameter) => parameter.Default is null && !parameter.Optional;

    private Argument? Read(MappingReader with, YamlEntry entry, Parameter parameter)
    {
        var isList = entry.Value is YamlNode.Sequence;
        var texts = isList ? with.Texts(entry.Name) : with.Text(entry.Name) is { } one ? [one] : null;
        var templates = texts?.Select(text => reading.Template(text, HoleKind.Text)).ToList();
        if (templates is null || templates.Contains(null))
        {
            return null;
        }

        foreach (var template in callee.WhyNoSecret(parameter.Name, "") is null ? [] : templates)
        {
            reading.RefuseSecrets(template, secret => callee.WhyNoSecret(parameter.Name, secret)! with { Span = entry.Value.Span });
        }

        var argument = new Argument(parameter, [.. templates.OfType<Template>()], isList, null, entry.Value.Span);
        var (constant, why) = Constant(argument);
        if (why is not null)
        {
            reading.Problems.Add(Problems.WrongArgument(entry.Value.Span, parameter.Name, why, Fitting(parameter)));
        }
        else if (argument is { IsList: false, Texts: [{ OnlyHole: { } hole }] })
        {
            reading.Demand(hole, value => ArgumentValue.WhyNever(parameter, value) is { } never ? Problems.WrongArgument(entry.Value.Span, parameter.Name, never, Fitting(parameter)) : null);
        }

        return argument with { Constant = constant };
    }

    private static string Fitting(Parameter parameter) => parameter.Type switch
    {
        ParameterType.Secret => "a secret of this playbook: `{{ params.NAME }}`",
        ParameterType.List => ArgumentValue.Expected(parameter),
        _ => ParameterTypes.Expected(parameter),
    };

    /// <summary>What can be seen of the value without running anything.</summary>
    private (Value? Value, string? Why) Constant(Argument argument)
    {
        var parameter = argument.Parameter;
        if (argument is { IsList: false, Texts: [{ OnlyHole: { } hole }] }
            && hole.References is [{ Path: ["params", var given] }] && hole.Text.Trim() == $"params.{given}"
            && reading.Parameters.FirstOrDefault(own => own.Name == given) is { } own && !ArgumentValue.MayFit(own, parameter))
        {
            return (null, $"`params.{given}` is {(own.Type == ParameterType.Enum ? ParameterTypes.Expected(own) : ArgumentValue.Expected(own))}");
        }

        if (!argument.IsList)
        {
            return argument.Texts[0] is { HasHoles: true, OnlyHole: var only } ? (null, only is null ? ArgumentValue.WhyNever(parameter, Typed.Text) : null) : ArgumentValue.Parse(parameter, argument.Texts[0].Parts.OfType<TemplatePart.Literal>().Select(part => part.Content).FirstOrDefault() ?? "");
        }

        if (parameter.Type != ParameterType.List)
        {
            return (null, "it is a list");
        }

        var items = new List<Value>();
        foreach (var text in argument.Texts.Where(text => !text.HasHoles))
        {
            var (item, why) = argument.ElementOf(text);
            if (item is null)
            {
                return (null, why);
            }

            items.Add(item);
        }

        return (items.Count == argument.Texts.Length ? new Value.List([.. items]) : null, null);
    }
}
