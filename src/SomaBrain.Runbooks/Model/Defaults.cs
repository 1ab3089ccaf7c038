namespace SomaBrain.Runbooks.Model;

/// <summary>What steps have that do not say otherwise.</summary>
/// <param name="StatementTimeout">Null: none.</param>
/// <param name="LockTimeout">5 s unless set.</param>
/// <param name="SearchPath">Null: the server's own.</param>
public sealed record Defaults(
    TimeSpan? Timeout,
    TimeSpan? StatementTimeout,
    TimeSpan LockTimeout,
    string? SearchPath,
    RetryPolicy? Retry,
    string? On,
    OnFailure OnFailure)
{
    public static readonly Defaults None = new(null, null, TimeSpan.FromSeconds(5), null, null, null, OnFailure.Stop);
}
