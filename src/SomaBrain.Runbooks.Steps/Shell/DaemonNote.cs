using System.Security.Cryptography;
using System.Text;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps.Processes;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps.Shell;

/// <summary>What a command started and left running, as the journal keeps it: one process a line.</summary>
internal static class DaemonNote
{
    private const int Longest = 4096;

    /// <summary>Null when nothing goes on.</summary>
    public static JournalEvent.StepOutput? Of(ProcessOutcome.Ended ended, Masker masker, StepContext context)
    {
        if (ended.Daemons.IsEmpty)
        {
            return null;
        }

        var text = masker.Apply(string.Join('\n', ended.Daemons));
        var bytes = Encoding.UTF8.GetBytes(text);
        return new(
            context.Key,
            context.Attempt,
            "daemons",
            Convert.ToHexStringLower(SHA256.HashData(bytes)),
            bytes.Length,
            text.Length > Longest,
            text.Length > Longest ? text[..Longest] : text);
    }
}
