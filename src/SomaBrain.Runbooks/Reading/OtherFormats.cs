using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>Files that stand beside playbooks, told by their first key.</summary>
internal static class OtherFormats
{
    /// <returns>What the file is, and the command that reads it; null when it may be a playbook.</returns>
    public static (string What, string Command)? Of(YamlNode.Mapping file) => file["runbook"] is not null ? null : file.Entries switch
    {
        [{ Name: "drill" }, ..] => ("a drill", "runbook drill"),
        [{ Name: "test" }, ..] => ("a file of cases", "runbook test"),
        [{ Name: "errors" }, ..] => ("an error catalogue", "runbook lint errors.yaml"),
        [{ Name: "targets", Value: YamlNode.Scalar }, ..] => ("a targets file", "runbook lint runbook.targets.yaml"),
        _ => null,
    };
}
