using System.Security.Cryptography;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Proving;

/// <summary>Compares what stands beside a journal with the hashes that the journal has of it: a file is as it was written or
/// the journal is not whole.</summary>
/// <param name="directory">Of the run.</param>
public sealed class SideFiles(string directory)
{
    private readonly Dictionary<string, string?> _seen = new(StringComparer.Ordinal);

    /// <summary>What is wrong with the files that this entry names; null when nothing is.</summary>
    public string? Fault(JournalEntry entry) => Named(entry.Event).Select(file => file is { } name ? Fault(name) : null).FirstOrDefault(fault => fault is not null);

    private static IEnumerable<string?> Named(JournalEvent what) => what switch
    {
        JournalEvent.RunOpened opened => [Playbook(opened.Playbook), .. opened.Callees.Select(Playbook)],
        JournalEvent.VarComputed computed => [computed.ValueFile?.File],
        JournalEvent.StepIntent intent => [intent.Rendered?.File],
        JournalEvent.StepOutput output => [output.File],
        JournalEvent.StepOutcome outcome => [outcome.ResultFile?.File],
        JournalEvent.UndoRemembered undo => undo.Steps.Select(step => step.Rendered?.File),
        JournalEvent.RunClosed closed => [closed.OutputsFile?.File],
        _ => [],
    };

    private static string Playbook(PlaybookFile file) => $"playbooks/{file.Sha256}.yaml";

    /// <summary>A name is the hash of what it stands for.</summary>
    private string? Fault(string name)
    {
        if (!_seen.TryGetValue(name, out var fault))
        {
            _seen[name] = fault = Compare(name);
        }

        return fault;
    }

    private string? Compare(string name)
    {
        if (name.Split('/') is not [_, var file] || file is "." or "..")
        {
            return $"`{name}` is no name of a file beside a journal";
        }

        try
        {
            using var stream = File.OpenRead(Path.Combine(directory, name));
            return Convert.ToHexStringLower(SHA256.HashData(stream)) == file.Split('.')[0] ? null : $"`{name}` is not as it was written";
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return $"`{name}` is gone";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"`{name}` cannot be read: {FileTrouble.Of(e)}";
        }
    }
}
