using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps;

/// <summary>Keeps two runs of a playbook apart: taken before the first effect, never waited for, held until the run ends.</summary>
public interface IRunLock
{
    /// <summary>Takes it, and afterwards makes sure that it is still held.</summary>
    /// <returns>Null when the effect may take place; else why the run ends before it.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    /// <exception cref="Journaling.JournalUnwritable">It was taken, and that cannot be recorded.</exception>
    ValueTask<Diagnostic?> HoldAsync(CancellationToken ct);

    /// <summary>A step is about to change this about a server: a lock that goes with it is taken again.</summary>
    void Expect(string target, ServerChange change);
}
