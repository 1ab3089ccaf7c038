using System.Security.Cryptography;
using System.Text;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Canonical;

namespace SomaBrain.Runbooks.Cli.State;

/// <summary>The key by which a run knows a value again that its journal does not keep: 32 random bytes, for their owner only.</summary>
internal static class MarkKey
{
    private const string Name = "marks.key";
    private const int Length = 32;

    /// <summary>In bytes: enough that nobody meets the same one by chance.</summary>
    private const int Shown = 16;

    private const int NameShown = 4;

    /// <summary>Fingerprints of values of one run. The key is read, and made, when the first is asked for.</summary>
    public static Marks Of(StateDirectory state, string run)
    {
        var kept = new Lazy<byte[]?>(() => Read(Path.Combine(state.Inner, Name)));
        return new(value =>
        {
            if (kept.Value is not { } key)
            {
                return null;
            }

            byte[] what = [.. Encoding.UTF8.GetBytes(run), 0, .. CanonicalJson.Write(ValueJson.Write(value))];
            return $"{Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, NameShown))}:{Convert.ToHexStringLower(HMACSHA256.HashData(key, what).AsSpan(0, Shown))}";
        });
    }

    private static byte[]? Read(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                Create(path);
            }

            return File.ReadAllBytes(path) is { Length: Length } key ? key : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Another run may do so at the same time: whichever is there is everybody's.</summary>
    private static void Create(string path)
    {
        var mine = $"{path}.{Environment.ProcessId}";
        using (var file = new FileStream(mine, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = StateDirectory.OwnerFile }))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
        }

        try
        {
            File.Move(mine, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(mine);
        }
    }
}
