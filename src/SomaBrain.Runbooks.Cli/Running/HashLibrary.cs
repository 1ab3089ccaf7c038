using SomaBrain.Runbooks.Journaling;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>What the journal's chain is computed with: OpenSSL, which takes about as long to load as all else of a short run.</summary>
internal static class HashLibrary
{
    /// <summary>Loads it beside the reading of the playbook; who hashes first waits for it.</summary>
    public static void LoadMeanwhile() => new Thread(static () => JournalLine.Hash([])) { IsBackground = true, Name = "load OpenSSL" }.Start();
}
