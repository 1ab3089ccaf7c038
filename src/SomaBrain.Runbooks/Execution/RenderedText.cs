using System.Security.Cryptography;
using System.Text;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <summary>A description as the journal keeps it: by hash, so that a text sent a thousand times stands there once.</summary>
public static class RenderedText
{
    public static Rendered Of(Description description) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(description.Text))), description.Text, null, description.Values);
}
