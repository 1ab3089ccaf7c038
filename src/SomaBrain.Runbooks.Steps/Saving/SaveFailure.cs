using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Saving;

/// <summary>A result could not be written to its file: a full disk, a missing right.</summary>
internal sealed class SaveFailure(Diagnostic problem, Exception inner) : Exception(problem.Message, inner)
{
    public Diagnostic Problem => problem;
}
