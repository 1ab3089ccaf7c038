using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling.Verifying;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.State;

/// <summary>The values that metrics had in earlier runs, a small file for each metric. A convenience taken from the journals:
/// what cannot be read is as if it had never been measured.</summary>
/// <param name="directory">`.runbook/baselines`</param>
public sealed class MetricHistory(string directory)
{
    /// <summary>At least so many values are kept.</summary>
    public const int Kept = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public void Append(MetricKey key, string run, Value value)
    {
        Directory.CreateDirectory(directory, StateDirectory.OwnerOnly);
        var path = Path.Combine(directory, key.FileName);
        using var held = ExclusiveLock.Wait($"{path}.lock", Patience);
        var line = CanonicalJson.Write(new Json.Object([new("run", new Json.Text(run)), new("value", ValueJson.Write(value))]));
        var lines = Lines(path);
        if (lines.Count < 2 * Kept)
        {
            using var file = File.Open(path, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, UnixCreateMode = StateDirectory.OwnerFile });
            file.Write([.. line, (byte)'\n']);
            return;
        }

        var shorter = $"{path}.new";
        File.WriteAllBytes(shorter, [.. lines.TakeLast(Kept - 1).SelectMany(l => l), .. line, (byte)'\n']);
        File.SetUnixFileMode(shorter, StateDirectory.OwnerFile);
        File.Move(shorter, path, overwrite: true);
    }

    /// <summary>The last values, oldest first; fewer when there are fewer.</summary>
    public ImmutableArray<Value> Last(MetricKey key, int count) =>
        [.. Lines(Path.Combine(directory, key.FileName)).Select(Read).OfType<Value>().TakeLast(count)];

    private static Value? Read(byte[] line)
    {
        try
        {
            return CanonicalJson.Read(line.AsSpan().TrimEnd((byte)'\n')) is Json.Object json && json["value"] is { } value ? ValueJson.Read(value) : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    private static List<byte[]> Lines(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
        var reader = new LineReader(stream);
        List<byte[]> lines = [];
        while (reader.Next(out var line))
        {
            lines.Add(line.ToArray());
        }

        return lines;
    }
}
