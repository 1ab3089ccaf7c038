using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Secret;

/// <summary>Where secrets come from, given to the engine from outside.</summary>
/// <param name="Read">The text of a variable, file or command, or why there is none.</param>
/// <param name="Random">So many random bytes of the operating system.</param>
public sealed record SecretOrigins(Func<SecretSource, (string? Text, string? Why)> Read, Func<int, byte[]> Random)
{
    /// <summary>For reading playbooks only: no step can be run with it.</summary>
    public static readonly SecretOrigins None = new(_ => throw new System.Diagnostics.UnreachableException(), _ => throw new System.Diagnostics.UnreachableException());
}
