using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Journaling;

/// <summary>A large output on its way into the store. Disposed without <see cref="Keep"/>: it is forgotten.</summary>
public interface IOutputSpool : IDisposable
{
    Stream Stream { get; }

    /// <summary>On disk under its hash when it returns.</summary>
    StoredOutput Keep();
}
