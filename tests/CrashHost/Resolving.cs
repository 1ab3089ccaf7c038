using SomaBrain.Runbooks.Journaling.Events;

namespace CrashHost;

internal static class Resolving
{
    public static KeyValuePair<string, Resolution> Read(string text)
    {
        var equals = text.LastIndexOf('=');
        return new(text[..equals], Words.Resolutions.Read(text[(equals + 1)..]));
    }
}
