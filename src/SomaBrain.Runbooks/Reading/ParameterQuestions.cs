using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Reading;

/// <summary>A parameter as a question, with its rules.</summary>
public static class ParameterQuestions
{
    /// <param name="text">What is asked: the parameter's name, or a step's question.</param>
    public static Question Of(Parameter parameter, string step, string? name, string text) => new(
        step,
        name,
        text,
        ParameterTypes.Expected(parameter),
        typed => parameter.Optional && typed.Length == 0 ? null : ParameterValue.Read(parameter, typed).Why)
    {
        Choices = parameter.Type == ParameterType.List ? [] : parameter.Type == ParameterType.Boolean ? ["true", "false"] : parameter.Values,
        Help = parameter.Help,
        Default = parameter switch
        {
            { Default: Value.List list } => string.Join(',', list.Items.Select(ValueText.Of)),
            { Default: { } value } => ValueText.Of(value),
            { Optional: true } => "",
            _ => null,
        },
        IsHidden = parameter.Type == ParameterType.Secret,
    };
}
