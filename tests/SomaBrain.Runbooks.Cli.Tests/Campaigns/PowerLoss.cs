using SomaBrain.Runbooks.Cli.State;

namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <summary>What a power cut leaves of a file that is only appended to: what was flushed, and of each page behind that what it held
/// then or now, whichever reached the disk.</summary>
internal static class PowerLoss
{
    private const int Page = 4096;

    /// <param name="flushed">Bytes that are surely on the disk.</param>
    public static void Strike(string path, long flushed, Random random)
    {
        if (!File.Exists(path) || new FileInfo(path).Length <= flushed)
        {
            return;
        }

        var written = File.ReadAllBytes(path);
        var length = random.Next((int)flushed, written.Length + 1);
        for (var page = flushed / Page * Page; page < length; page += Page)
        {
            if (random.Next(2) == 0)
            {
                var from = (int)Math.Max(page, flushed);
                written.AsSpan(from, (int)Math.Min(page + Page, length) - from).Clear();
            }
        }

        File.WriteAllBytes(path, written[..length]);
        File.SetUnixFileMode(path, StateDirectory.OwnerFile);
    }
}
