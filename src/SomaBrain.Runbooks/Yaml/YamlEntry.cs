namespace SomaBrain.Runbooks.Yaml;

/// <summary>A key and its value, in the order of the file.</summary>
public sealed record YamlEntry(YamlNode.Scalar Key, YamlNode Value)
{
    public string Name => Key.Text.Content;
}
