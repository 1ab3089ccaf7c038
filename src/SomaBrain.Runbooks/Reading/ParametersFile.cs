using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>`--params-file`: one YAML mapping of names and values, under the same limits as a playbook.</summary>
public static class ParametersFile
{
    public static IReadOnlyList<GivenParameter> Read(Source source, DiagnosticBag problems)
    {
        return YamlLoader.Load(source, problems, "name: value") is { } root ? Read(root, problems) : [];
    }

    /// <summary>The same where it stands in another file.</summary>
    public static IReadOnlyList<GivenParameter> Read(YamlNode root, DiagnosticBag problems)
    {
        List<GivenParameter> given = [];
        foreach (var entry in Expect.Mapping(root, problems, "a file of parameters")?.Entries ?? [])
        {
            if (Expect.Texts(entry.Value, problems, $"parameter `{entry.Name}`") is { } texts)
            {
                given.Add(new(
                    entry.Name,
                    string.Join(',', texts.Select(text => text.Content)),
                    entry.Value is YamlNode.Sequence ? [.. texts.Select(text => text.Content)] : null,
                    entry.Value.Span)
                { Key = entry.Key.Span });
            }
        }

        return given;
    }
}
