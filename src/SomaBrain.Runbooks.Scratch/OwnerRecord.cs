using System.Text.Json;

namespace SomaBrain.Runbooks.Scratch;

/// <summary>Says whose a scratch directory is, so that a later start can tell one in use from one left behind.</summary>
internal static class OwnerRecord
{
    public const string FileName = "owner.json";

    public static void Write(string directory, ProcessIdentity owner)
    {
        // Others may know that it stands there, not change it: the directory is ours alone.
        using var file = new FileStream(Path.Combine(directory, FileName), FileMode.CreateNew);
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        json.WriteNumber("pid", owner.Pid);
        json.WriteString("start", owner.Start);
        json.WriteString("boot", owner.Boot);
        json.WriteString("namespace", owner.Namespace);
        json.WriteEndObject();
    }

    /// <summary><see langword="null"/> where there is no record, or none that can be read.</summary>
    public static ProcessIdentity? Read(string directory)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(directory, FileName)));
            var root = json.RootElement;
            return new(
                root.GetProperty("pid").GetInt32(),
                root.GetProperty("start").GetString()!,
                root.GetProperty("boot").GetString()!,
                root.GetProperty("namespace").GetString()!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException
            or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
