using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>The parameters of a run for the playbook as it is now.</summary>
internal static class RecordedParameters
{
    public static (IReadOnlyDictionary<string, Value> Values, Divergence? Divergence) Of(RecordedRun run, Playbook now)
    {
        var values = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var parameter in now.Parameters)
        {
            var recorded = run.Opened.Parameters.FirstOrDefault(one => one.Name == parameter.Name)?.Value;
            switch (recorded)
            {
                case Value.Secret secret:
                    values[parameter.Name] = UnkeptSecret.Of(secret.Name);
                    break;
                case null when parameter.Type == ParameterType.Secret:
                    values[parameter.Name] = UnkeptSecret.Of($"params.{parameter.Name}");
                    break;
                case null when parameter.Default is { } usual:
                    values[parameter.Name] = usual;
                    break;
                case null when parameter.Optional:
                    values[parameter.Name] = Value.Null.Instance;
                    break;
                case null:
                    return (values, new(DivergenceKind.Parameter, null, $"parameter `{parameter.Name}` has no recorded value", "not a parameter", "required"));
                default:
                    var (value, why) = ArgumentValue.Fit(parameter, recorded);
                    if (value is null)
                    {
                        return (values, new(DivergenceKind.Parameter, null, $"parameter `{parameter.Name}` is refused now", ComparedText.Shown(recorded), why!));
                    }

                    values[parameter.Name] = value;
                    break;
            }
        }

        return (values, null);
    }
}
