using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Journaling;

/// <summary>Keeps what is too large for a line, by content hash.</summary>
public interface IOutputStore
{
    /// <summary>On disk when it returns. Storing the same content again does nothing.</summary>
    StoredOutput Put(ReadOnlySpan<byte> content);

    /// <summary>For content that comes piece by piece and may be too large for memory.</summary>
    IOutputSpool Spool();
}
