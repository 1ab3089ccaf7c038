using System.Text;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Views.Monitoring;

/// <summary>Prometheus' text exposition format: families with their samples, no sample twice.</summary>
public sealed class Exposition
{
    private sealed record Family(string Help, Dictionary<string, string> Samples);

    private readonly List<string> _order = [];
    private readonly Dictionary<string, Family> _families = new(StringComparer.Ordinal);

    public void Gauge(string name, string help, IEnumerable<Label> labels, decimal value)
    {
        if (!_families.TryGetValue(name, out var family))
        {
            _order.Add(name);
            _families[name] = family = new(help, new(StringComparer.Ordinal));
        }

        family.Samples[Labels(labels)] = Decimals.Format(value);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var name in _order)
        {
            var family = _families[name];
            text.Append($"# HELP {name} {Escape(family.Help, quotes: false)}\n# TYPE {name} gauge\n");
            foreach (var (labels, value) in family.Samples.OrderBy(sample => sample.Key, StringComparer.Ordinal))
            {
                text.Append($"{name}{labels} {value}\n");
            }
        }

        return text.ToString();
    }

    private static string Labels(IEnumerable<Label> labels)
    {
        Dictionary<string, string> byName = new(StringComparer.Ordinal);
        foreach (var label in labels.Where(label => label.Value.Length > 0))
        {
            // a metric's own label never takes the place of `playbook` or `target`
            var name = LabelName(label.Name);
            byName[byName.ContainsKey(name) ? $"label_{name}" : name] = label.Value;
        }

        return byName.Count == 0 ? "" : $"{{{string.Join(',', byName.Select(label => $"{label.Key}=\"{Escape(label.Value, quotes: true)}\""))}}}";
    }

    /// <summary>`[a-zA-Z_][a-zA-Z0-9_]*`; two underscores at the beginning are Prometheus' own.</summary>
    private static string LabelName(string name)
    {
        var clean = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')).TrimStart('_');
        return clean.Length == 0 || char.IsAsciiDigit(clean[0]) ? $"label_{clean}" : clean;
    }

    private static string Escape(string text, bool quotes)
    {
        var sound = string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()))
            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? sound.Replace("\"", "\\\"", StringComparison.Ordinal) : sound.Replace("\r", "", StringComparison.Ordinal);
    }
}
