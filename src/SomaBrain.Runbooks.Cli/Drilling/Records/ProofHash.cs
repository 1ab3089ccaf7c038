using System.Security.Cryptography;
using System.Text;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Cli.Drilling.Records;

/// <summary>One hash of all that a proof was about: when any of it changes, nothing is proven any more.</summary>
internal static class ProofHash
{
    /// <summary>Null where the playbook cannot be read.</summary>
    public static string? Of(string playbook)
    {
        var problems = new DiagnosticBag();
        if (PlaybookFiles.Load(playbook, playbook, problems) is not { } file)
        {
            return null;
        }

        var called = new CalledPlaybooks(file);
        return new PlaybookReader(BuiltInSteps.ForReading(), called).Read(file.Source, problems) is null ? null : Of(playbook, called.Called.Select(one => one.Path));
    }

    private static string Of(string playbook, IEnumerable<string> called)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(playbook))!;
        var files = DrillFiles.Beside(playbook).Concat(called).Append(playbook)
            .Select(file => (Name: Path.GetRelativePath(folder, Path.GetFullPath(file)), Path: file))
            .DistinctBy(file => file.Name).OrderBy(file => file.Name, StringComparer.Ordinal);
        var said = string.Concat(files.Select(file => $"{file.Name}\n{DrillRecords.HashOf(file.Path)}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)));
    }
}
