using SomaBrain.Runbooks.Cli.Views.Terminal;

namespace SomaBrain.Runbooks.Cli.Views.Monitoring;

/// <summary>Performance data of the monitoring plugins guidelines: `'label'=value[UOM];[warn];[crit]`.</summary>
public static class PerformanceData
{
    public static string Of(Measured measured)
    {
        var quantity = Quantity.Of(measured.Reading);
        var label = Label(string.Join(' ', [measured.Reading.Name, .. measured.Reading.Labels.Select(each => each.Value)]));
        if (quantity.Amount is null)
        {
            return $"{label}=U";
        }

        var warn = Threshold.Range(measured.Step?.Warn, quantity.Factor);
        var fail = Threshold.Range(measured.Step?.Fail, quantity.Factor);
        return $"{label}={quantity.Text}{quantity.Unit};{warn};{fail}".TrimEnd(';');
    }

    /// <summary>Quoted where it has blanks or quotes. Neither `=` nor `|` may stand in a label.</summary>
    private static string Label(string name)
    {
        var clean = OneLine.Of(name).Replace('=', '_').Replace('|', '_');
        return clean.AsSpan().ContainsAny(' ', '\'') ? $"'{clean.Replace("'", "''", StringComparison.Ordinal)}'" : clean;
    }
}
